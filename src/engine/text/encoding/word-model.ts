/** A vocabulary, and how the tokens of a word are found in it. */
export interface WordModel {
  /** The ids of a word that is not empty. */
  encode(word: string): readonly number[];
  /** How many of the word's UTF-8 bytes each of its tokens stands for. */
  sizes(word: string): readonly number[];
}
