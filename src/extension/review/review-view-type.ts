/** Of the editor of reviews, which VS Code starts the extension for by itself. */
export const reviewViewType = 'vlprompt.review';
