// Takes a picture with the camera, in a dialog. Nothing leaves the browser before the button is pressed.
import { element } from './dom.js';

const WHY = {
  NotAllowedError: 'The browser may not use the camera. Allow it beside the address, then try again.',
  NotFoundError: 'No camera was found. Choose a picture instead.',
  NotReadableError: 'Another program uses the camera. Close it, then try again.',
};

/** A picture, or null when the person thinks better of it. */
export async function photograph() {
  const video = element('video', { playsinline: true, 'aria-label': 'What the camera sees' });
  video.muted = true;
  const word = element('p', { role: 'status', class: 'muted' }, 'Waiting for the camera …');
  const shoot = element('button', { class: 'button primary', value: 'shoot', disabled: true }, 'Take the picture');
  const dialog = element('dialog', { 'aria-label': 'Camera' },
    element('form', { method: 'dialog' }, video, word,
      element('div', { class: 'actions' }, shoot, element('button', { class: 'button', value: '' }, 'Cancel'))));
  document.body.append(dialog);
  dialog.showModal();

  let stream = null;
  let picture = null;
  const closed = new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  try {
    if (!navigator.mediaDevices?.getUserMedia) {
      throw new DOMException('no camera here', 'SecurityError');
    }
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user', width: { ideal: 1280 } } });
    if (dialog.open) {
      video.srcObject = stream;
      await video.play();
      word.textContent = 'Look at the camera.';
      shoot.disabled = false;
      shoot.focus();
    }
  } catch (failed) {
    word.textContent = WHY[failed.name] ?? 'The camera works only at https:// addresses and on this machine itself. Choose a picture instead.';
  }
  await closed;
  if (dialog.returnValue === 'shoot' && video.videoWidth > 0) {
    const canvas = element('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d').drawImage(video, 0, 0);
    picture = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.93));
  }
  stream?.getTracks().forEach((track) => track.stop());
  dialog.remove();
  return picture;
}
