// Before and after in one frame, with a line between them that a slider moves. Newer pictures are shown when they are decoded.
import { $ } from './dom.js';

/** Brings the frame to life. */
export function comparing(frame) {
  const before = $('#before', frame);
  const after = $('#after', frame);
  const divide = $('#divide', frame);
  const slider = $('#compare', frame);
  let newest = '';
  let shaped = false;

  const move = () => {
    const share = Number(slider.value);
    after.style.clipPath = `inset(0 0 0 ${share}%)`;
    divide.style.left = `${share}%`;
    divide.style.setProperty('--nudge', `${1.2 * (Math.max(0, 8 - share) - Math.max(0, share - 92)) / 8}rem`); // the handle stays inside
    slider.setAttribute('aria-valuetext', `${share} % before, ${100 - share} % after`);
  };
  const shape = (width, height) => {
    shaped = true;
    frame.style.aspectRatio = `${width} / ${height}`;
    frame.style.maxWidth = `calc(80vh * ${width / height})`;
  };
  slider.oninput = move;
  empty();

  function empty() {
    newest = '';
    for (const image of [before, after]) {
      image.hidden = true;
      image.removeAttribute('src');
    }
    divide.hidden = true;
    slider.disabled = true;
    slider.value = 0;
    move();
  }

  return {
    empty,
    shape,
    /** The picture that is painted. */
    before(url) {
      before.onload = () => {
        if (!shaped) {
          shape(before.naturalWidth, before.naturalHeight);
        }
        before.hidden = false;
      };
      before.classList.add('waiting');
      before.src = url;
    },
    /** The painting as it is now. */
    async after(url) {
      newest = url;
      const next = new Image();
      next.src = url;
      try {
        await next.decode();
      } catch {
        return; // the next one comes soon
      }
      if (newest !== url) {
        return;
      }
      after.src = url;
      after.hidden = false;
      before.classList.remove('waiting');
      divide.hidden = false;
      slider.disabled = false;
    },
  };
}
