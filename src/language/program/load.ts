/** @file Opens programs: a file, what it imports, what those import, and every wildcard file that any of them reads. */
import type { PromptDocument } from '../document.ts';
import { Library } from './library.ts';
import type { Sources } from './sources.ts';

/** Reads what the file needs and the library does not know yet. */
export async function complete(library: Library, file: string, sources: Sources): Promise<void> {
  for (let wanted = library.wantedBy(file); wanted.length > 0; wanted = library.wantedBy(file)) {
    await Promise.all(wanted.map((each) => take(library, each, sources)));
  }
}

async function take(library: Library, file: string, sources: Sources): Promise<void> {
  const found = await sources(file);
  // Somebody may have told of it meanwhile, such as an editor.
  if (library.isKnown(file)) return;
  if ('text' in found) library.put(file, found.text);
  else library.putUnread(file, found.unread);
}

/** @param text of the file itself. */
export async function loadProgram(file: string, text: string, sources: Sources): Promise<PromptDocument> {
  const library = new Library();
  library.putPrompts(file, text);
  await complete(library, file, sources);
  return library.document(file) as PromptDocument; // It is a prompt file, whatever its name, and was put in above.
}
