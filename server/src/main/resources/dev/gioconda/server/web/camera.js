// Takes a photo with the camera, in a dialog. Nothing leaves the browser before the button is pressed.
import { element } from './dom.js';

const ERRORS = {
  NotAllowedError: 'Camera access is blocked. Allow it next to the address bar, then try again.',
  NotFoundError: 'No camera was found. Choose an image file instead.',
  NotReadableError: 'Another program uses the camera. Close that program, then try again.',
};

/** A JPEG image, or null if the dialog is canceled. */
export async function takePhoto() {
  const video = element('video', { playsinline: true, 'aria-label': 'Camera preview' });
  video.muted = true;
  const message = element('p', { role: 'status', class: 'muted' }, 'Waiting for the camera …');
  const shutter = element('button', { class: 'button primary', value: 'shoot', disabled: true }, 'Take the photo');
  const dialog = element('dialog', { 'aria-label': 'Camera' },
    element('form', { method: 'dialog' }, video, message,
      element('div', { class: 'actions' }, shutter, element('button', { class: 'button', value: '' }, 'Cancel'))));
  document.body.append(dialog);
  dialog.showModal();

  let stream = null;
  let photo = null;
  const closed = new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  try {
    if (!navigator.mediaDevices?.getUserMedia) {
      throw new DOMException('no camera access without https', 'SecurityError');
    }
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user', width: { ideal: 1280 } } });
    if (dialog.open) {
      video.srcObject = stream;
      await video.play();
      message.textContent = 'Face the camera.';
      shutter.disabled = false;
      shutter.focus();
    }
  } catch (error) {
    message.textContent = ERRORS[error.name] ?? 'The camera works only on https:// addresses and on localhost. Choose an image file instead.';
  }
  await closed;
  if (dialog.returnValue === 'shoot' && video.videoWidth > 0) {
    const canvas = element('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d').drawImage(video, 0, 0);
    photo = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.93));
  }
  stream?.getTracks().forEach((track) => track.stop());
  dialog.remove();
  return photo;
}
