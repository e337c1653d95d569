// An image input: drop, paste, choose, camera, example. It yields a file that the server accepts.
import { takePhoto } from './camera.js';
import { $, $$, element } from './dom.js';

const ACCEPTED = ['image/jpeg', 'image/png', 'image/tiff']; // most browsers do not show TIFF; the server reads it
const MAX_SIDE = 3000; // pixels of an image that is re-encoded
const MAX_ACCEPTED_SIDE = 10000; // pixels, of the server

/**
 * Returns a file that the server accepts: other formats, such as AVIF and HEIC where the browser reads them, and images above its limits
 * are re-encoded at a smaller size.
 */
async function toAcceptedFile(file, maxBytes, maxPixels) {
  if (ACCEPTED.includes(file.type) && file.size <= maxBytes && await hasAcceptedSize(file, maxPixels)) {
    return file;
  }
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new Error('The browser cannot read this file as an image. Choose a JPEG or PNG file.');
  }
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height), Math.sqrt(maxPixels / (bitmap.width * bitmap.height)));
  const canvas = element('canvas');
  canvas.width = Math.max(1, Math.floor(bitmap.width * scale));
  canvas.height = Math.max(1, Math.floor(bitmap.height * scale));
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.93));
}

/** Whether an image has few enough pixels for the server; true if the browser cannot tell. */
async function hasAcceptedSize(file, maxPixels) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = reject;
    });
    return image.naturalWidth * image.naturalHeight <= maxPixels && Math.max(image.naturalWidth, image.naturalHeight) <= MAX_ACCEPTED_SIDE;
  } catch {
    return true; // the server reads it, or says what is wrong with it
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

/**
 * Binds the elements of a `.picker`.
 * @param root the element
 * @param onImage is called with an image, a Blob
 * @param onError is called with a message about a file that cannot be read; no image is chosen and shown then
 * @param acceptPaste whether an image that is pasted anywhere on the page is accepted
 * @param examples the element that contains the example buttons
 */
export function bindPicker(root, { onImage, onError, acceptPaste = false, examples = root }) {
  const stage = $('.stage', root);
  let latest = 0; // number of the latest choice; earlier ones that are still being read are dropped
  const fail = (message) => {
    if (stage) {
      clearStage(stage);
    }
    onError(message);
  };
  const accept = async (file) => {
    const mine = ++latest;
    try {
      const image = await toAcceptedFile(file, Number(root.dataset.maxBytes), Number(root.dataset.maxPixels));
      if (mine === latest) {
        if (stage) {
          show(stage, image);
        }
        await onImage(image);
      }
    } catch (error) {
      if (mine === latest) {
        fail(error.message);
      }
    }
  };
  const firstImage = (transfer) => [...(transfer?.files ?? [])].find((file) => file.type.startsWith('image/')) ?? transfer?.files?.[0];

  const input = $('input[type=file]', root);
  input.accept += ',image/avif'; // re-encoded here; not HEIC, which Safari then converts itself, and others do not read
  input.addEventListener('change', (event) => {
    const file = event.target.files[0];
    event.target.value = ''; // so that the same file can be chosen again
    if (file) {
      accept(file);
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
    const file = firstImage(event.dataTransfer);
    if (file) {
      accept(file);
    }
  });
  if (acceptPaste) {
    document.addEventListener('paste', (event) => {
      const file = firstImage(event.clipboardData);
      if (file) {
        event.preventDefault();
        accept(file);
      }
    });
  }
  const camera = $('[data-camera]', root);
  camera?.addEventListener('click', async () => {
    const photo = await takePhoto();
    if (photo) {
      accept(photo);
    }
  });
  for (const button of $$('[data-example]', examples)) {
    button.addEventListener('click', async () => {
      try {
        const response = await fetch(button.dataset.example);
        if (!response.ok) {
          throw new Error(`status ${response.status}`);
        }
        accept(await response.blob());
      } catch {
        latest++;
        fail('The example could not be loaded. Try again in a moment.');
      }
    });
  }
}

/** Shows the whole image in a stage. */
function show(stage, file) {
  clearStage(stage);
  stage.classList.add('full');
  stage.append(element('img', { class: 'shown', src: URL.createObjectURL(file), alt: 'The image that you chose' }));
}

/** Removes the image of a stage, and what is drawn over it. */
export function clearStage(stage) {
  const previous = $('.shown', stage);
  if (previous) {
    URL.revokeObjectURL(previous.src);
  }
  $$('.shown, .layer', stage).forEach((layer) => layer.remove());
  stage.classList.remove('full');
}
