// The style jobs of this browser: with their owner keys it stops, deletes and restores them.
import { call } from './api.js';
import { element } from './dom.js';
import { paintings } from './storage.js';

/** How long the server can restore a deleted job. */
const UNDO_MILLIS = 10 * 60 * 1000;

const send = (path, method, key) => call(path, { method, headers: key ? { 'Gioconda-Owner-Key': key } : {} });

/** Whether this browser may stop and delete the job. */
export const isOwn = (id) => Boolean(paintings.find(id)?.key);

/** Whether this browser has deleted the job and can still restore it. */
export function canRestore(id) {
  const entry = paintings.find(id);
  return Boolean(entry?.key && entry.deleted && Date.now() - entry.deleted < UNDO_MILLIS);
}

/** Stops a job, and keeps its result; returns its new state. */
export const stopJob = (id) => send(`/v1/style-jobs/${id}`, 'DELETE', paintings.find(id)?.key);

/** Deletes a job by its key; a job that is already gone is no error. */
export async function deleteByKey(id, key) {
  try {
    await send(`/v1/style-jobs/${id}/image`, 'DELETE', key);
  } catch (error) {
    if (error.status !== 404) {
      throw error;
    }
  }
}

/** Deletes a job of this browser; the key is kept, so that it can be restored. */
export async function deleteJob(id) {
  const entry = paintings.find(id);
  await deleteByKey(id, entry?.key);
  paintings.add({ ...entry, id, over: true, deleted: Date.now() });
}

/** Restores a deleted job; returns it. */
export async function restoreJob(id) {
  const entry = paintings.find(id);
  const job = await send(`/v1/style-jobs/${id}/restore`, 'POST', entry?.key);
  paintings.add({ ...entry, deleted: undefined });
  return job;
}

/** Asks whether to delete an image; Escape and Cancel answer no. */
export async function confirmDeletion(what) {
  const cancel = element('button', { class: 'button', value: '', autofocus: true }, 'Cancel');
  const dialog = element('dialog', { class: 'confirm', 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-text' },
    element('form', { method: 'dialog' },
      element('h2', { id: 'confirm-title' }, 'Delete this image?'),
      element('p', { id: 'confirm-text' }, `${what} and your original image are deleted from the server; the link no longer shows them. You can undo this for 10 minutes.`),
      element('div', { class: 'actions' }, element('button', { class: 'button danger', value: 'delete' }, 'Delete'), cancel)));
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  dialog.remove();
  return dialog.returnValue === 'delete';
}
