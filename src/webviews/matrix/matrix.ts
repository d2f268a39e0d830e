/** @file Entry of the matrix page. */
import { stylePage } from '../shared/page-style.ts';
import './matrix-page.ts';

stylePage();
