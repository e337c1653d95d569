// A place for a picture: drop, paste, choose, camera, example. What comes out is a JPEG or PNG file that the server takes.
import { $, $$, element } from './dom.js';
import { photograph } from './camera.js';

const TAKEN = ['image/jpeg', 'image/png'];
const LONGEST = 3000;

/** A file that the server takes: other formats and far too large ones are encoded again, here in the browser. */
export async function readable(file, maxBytes) {
  if (TAKEN.includes(file.type) && file.size <= maxBytes) {
    return file;
  }
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new Error('This is no picture that the browser can read. Choose a JPEG or PNG file.');
  }
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = element('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.93));
}

/**
 * Brings a `.picker` to life.
 * @param root the element
 * @param taken what to do with a picture, a Blob
 * @param failed what to do with a sentence about one that cannot be read
 * @param pasted whether a paste anywhere on the page is meant for it
 */
export function picker(root, { taken, failed, pasted = false, examples = root }) {
  const stage = $('.stage', root);
  const take = async (file) => {
    try {
      const picture = await readable(file, Number(root.dataset.maxBytes));
      if (stage) {
        show(stage, picture);
      }
      await taken(picture);
    } catch (problem) {
      failed(problem.message);
    }
  };
  const first = (transfer) => [...(transfer?.files ?? [])].find((file) => file.type.startsWith('image/')) ?? transfer?.files?.[0];

  $('input[type=file]', root).addEventListener('change', (event) => {
    const file = event.target.files[0];
    event.target.value = ''; // so that the same file can be chosen again
    if (file) {
      take(file);
    }
  });
  root.addEventListener('dragover', (event) => {
    event.preventDefault();
    stage?.classList.add('over');
  });
  root.addEventListener('dragleave', () => stage?.classList.remove('over'));
  root.addEventListener('drop', (event) => {
    event.preventDefault();
    stage?.classList.remove('over');
    const file = first(event.dataTransfer);
    if (file) {
      take(file);
    }
  });
  if (pasted) {
    document.addEventListener('paste', (event) => {
      const file = first(event.clipboardData);
      if (file) {
        event.preventDefault();
        take(file);
      }
    });
  }
  const camera = $('[data-camera]', root);
  camera?.addEventListener('click', async () => {
    const picture = await photograph();
    if (picture) {
      take(picture);
    }
  });
  for (const button of $$('[data-example]', examples)) {
    button.addEventListener('click', async () => {
      try {
        const response = await fetch(button.dataset.example);
        take(await response.blob());
      } catch {
        failed('The example could not be fetched. Try again in a moment.');
      }
    });
  }
}

/** Shows a picture in a stage, whole. */
function show(stage, picture) {
  const before = $('.shown', stage);
  const url = URL.createObjectURL(picture);
  const image = element('img', { class: 'shown', src: url, alt: 'The picture that you chose' });
  if (before) {
    URL.revokeObjectURL(before.src);
  }
  stage.classList.add('full');
  stage.replaceChildren(image);
}
