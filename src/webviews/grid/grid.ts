/** @file Entry of the grid page. */
import { stylePage } from '../shared/page-style.ts';
import './grid-page.ts';

stylePage();
