import { window, workspace } from 'vscode';

/** Small enough to read at once, whole enough to draw. */
const content = `model painter = "starter/diffusion"

class sneaker "sneaker"
class sandal  "sandal"

template photo {
  "a photo of a \${class}"
}

recipe preview {
  model:    painter
  classes:  all
  prompt:   photo
  images:   4
  seed:     1
  steps:    20
  guidance: [1, 3]
  size:     64x64
}
`;

export async function newPromptFile(): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language: 'vlprompt', content }));
}
