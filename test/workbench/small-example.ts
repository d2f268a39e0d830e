/** @file A prompt file that is drawn and judged in seconds, on photographs of the example it lies beside. */
export const smallExample = `model painter = "starter/diffusion"
model judge = "starter/clip"

class trouser "pair of trousers"
class sandal "sandal"
class bag "bag"

template photo {
  "a photo of a \${class}"
}

data holdout from "data/holdout"

recipe preview {
  model: painter
  prompt: photo
  images: 1
  seed: 11
  steps: 12
  guidance: [1, 3]
}

evaluate zeroshot {
  model: judge
  prompt: photo
  on: holdout, preview
  expect accuracy >= 1%
}
`;
