/** The line of `.gitattributes` by which git puts the decisions of two branches together, line by line. */
export const mergeLine = 'reviews/**/*.jsonl merge=union text eol=lf';
