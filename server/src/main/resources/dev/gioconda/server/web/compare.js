// Before and after in one frame, with a divider that a slider moves. A newer image replaces the shown one once it is decoded.
import { $ } from './dom.js';

/** Binds the elements of the frame. */
export function compareView(frame) {
  const before = $('#before', frame);
  const after = $('#after', frame);
  const divider = $('#divider', frame);
  const slider = $('#compare', frame);
  let newest = '';
  let sized = false;

  const move = () => {
    const percent = Number(slider.value);
    after.style.clipPath = `inset(0 0 0 ${percent}%)`;
    divider.style.left = `${percent}%`;
    divider.style.setProperty('--nudge', `${1.2 * (Math.max(0, 8 - percent) - Math.max(0, percent - 92)) / 8}rem`); // keeps the handle inside the frame
    slider.setAttribute('aria-valuetext', `${percent} % before, ${100 - percent} % after`);
  };
  const setSize = (width, height) => {
    sized = true;
    frame.style.aspectRatio = `${width} / ${height}`;
    frame.style.maxWidth = `calc(80vh * ${width / height})`;
  };
  slider.oninput = move;
  clear();

  function clear() {
    newest = '';
    for (const image of [before, after]) {
      image.hidden = true;
      image.removeAttribute('src');
    }
    divider.hidden = true;
    slider.disabled = true;
    slider.value = 0;
    move();
  }

  return {
    clear,
    setSize,
    /** Shows the content image. */
    setBefore(url) {
      before.onload = () => {
        if (!sized) {
          setSize(before.naturalWidth, before.naturalHeight);
        }
        before.hidden = false;
      };
      before.classList.add('waiting');
      before.src = url;
    },
    /** Shows the newest stylized image. */
    async setAfter(url) {
      newest = url;
      const next = new Image();
      next.src = url;
      try {
        await next.decode();
      } catch {
        return; // a newer version follows
      }
      if (newest !== url) {
        return;
      }
      after.src = url;
      after.hidden = false;
      before.classList.remove('waiting');
      divider.hidden = false;
      slider.disabled = false;
    },
  };
}
