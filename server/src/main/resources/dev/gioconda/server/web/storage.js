// What this browser stores: the ids and owner keys of its style jobs, the receipts of its feedback, and the open previews. The server has no such lists.
// Several sites below one host name share this storage, so that its keys end in the path of the site.
import { base } from './api.js';

const memory = new Map(); // lists of this page, where the browser has no storage

const read = (key) => {
  try {
    const list = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(list) ? list : [];
  } catch {
    return memory.get(key) ?? [];
  }
};

const write = (key, list) => {
  try {
    localStorage.setItem(key, JSON.stringify(list.slice(0, 200)));
  } catch {
    memory.set(key, list); // private windows may have no storage
  }
};

/** A list in localStorage, newest first; entries are identified by `id`. */
function list(key) {
  return {
    all: () => read(key),
    add: (entry) => write(key, [entry, ...read(key).filter((old) => old.id !== entry.id)]),
    find: (id) => read(key).find((old) => old.id === id),
    remove: (id) => write(key, read(key).filter((old) => old.id !== id)),
  };
}

/**
 * `{id, key, when, over, deleted}`: `key` is the owner key, without which a job is only shown; `over` is true once the job is finished;
 * `deleted` is the time of a deletion that can be undone.
 */
export const paintings = list(`gioconda.paintings${base}`);

/** `{id, what, when, days}`; `id` is the receipt. */
export const receipts = list(`gioconda.receipts${base}`);

const PREVIEWS = `gioconda.sheet${base}`;

/** The open previews: `{when, ideas: [{id, key, name, wanted}]}`; `wanted` is the request of the full-size job. */
export const previewStorage = {
  read() {
    try {
      const stored = JSON.parse(localStorage.getItem(PREVIEWS) ?? 'null');
      return Array.isArray(stored?.ideas) && stored.ideas.length ? stored : null;
    } catch {
      return null;
    }
  },
  write(ideas) {
    try {
      localStorage.setItem(PREVIEWS, JSON.stringify({ when: Date.now(), ideas }));
    } catch {
      // private windows may have no storage; then the previews are lost when the page is left
    }
  },
  remove() {
    try {
      localStorage.removeItem(PREVIEWS);
    } catch {
      // without storage there is nothing to remove
    }
  },
};
