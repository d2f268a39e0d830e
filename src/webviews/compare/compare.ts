/** @file Entry of the page of a comparison. */
import { stylePage } from '../shared/page-style.ts';
import './compare-page.ts';

stylePage();
