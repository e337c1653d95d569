// What this browser knows to be its own: paintings and receipts. The server has no list of who owns what.

const read = (key) => {
  try {
    const list = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
};

const write = (key, list) => {
  try {
    localStorage.setItem(key, JSON.stringify(list.slice(0, 200)));
  } catch {
    // private windows may have no room; the address of the page still leads to the painting
  }
};

/** A list in the browser's store, the newest first; entries are known by their `id`. */
function list(key) {
  return {
    all: () => read(key),
    add: (entry) => write(key, [entry, ...read(key).filter((old) => old.id !== entry.id)]),
    remove: (id) => write(key, read(key).filter((old) => old.id !== id)),
  };
}

/** `{id, when, over}` */
export const paintings = list('gioconda.paintings');

/** `{id, what, when, days}`; the id is the receipt. */
export const receipts = list('gioconda.receipts');

const SHEET = 'gioconda.sheet';

/** The four small ideas that lie on the table: `{when, ideas: [{id, name, wanted}]}`. */
export const sheets = {
  read() {
    try {
      const left = JSON.parse(localStorage.getItem(SHEET) ?? 'null');
      return Array.isArray(left?.ideas) && left.ideas.length ? left : null;
    } catch {
      return null;
    }
  },
  write(ideas) {
    try {
      localStorage.setItem(SHEET, JSON.stringify({ when: Date.now(), ideas }));
    } catch {
      // private windows may have no room; then the sheet does not survive the page
    }
  },
  forget() {
    try {
      localStorage.removeItem(SHEET);
    } catch {
      // nothing was written either
    }
  },
};
