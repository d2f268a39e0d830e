/** @file What the workbench tests need of this machine, installed where it is missing. */
import { ensureChromium } from './chromium.ts';
import { setUpHost } from './setup.mjs';

setUpHost();
console.log(`The workbench host is ready; the browser is ${ensureChromium()}`);
