/** @file Entry of the page of a review. */
import { stylePage } from '../shared/page-style.ts';
import './review-page.ts';

stylePage();
