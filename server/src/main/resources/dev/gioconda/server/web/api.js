// The server's API, and its refusals in words.

/** The server said no; `message` is its sentence (RFC 9457), `status` its number, 0 when it did not answer. */
export class Refusal extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** Asks; gives the JSON of the answer, or null where it is empty. */
export async function call(path, { method = 'GET', json, picture, headers = {}, signal } = {}) {
  const request = { method, headers: { Accept: 'application/json', ...headers }, signal, cache: 'no-store' };
  if (json) {
    request.body = JSON.stringify(json);
    request.headers['Content-Type'] = 'application/json';
  } else if (picture) {
    request.body = picture;
    request.headers['Content-Type'] = picture.type || 'application/octet-stream';
  }
  let response;
  try {
    response = await fetch(path, request);
  } catch (failed) {
    if (failed.name === 'AbortError') {
      throw failed;
    }
    throw new Refusal('The server does not answer. Try again in a moment.', 0);
  }
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    body = null;
  }
  if (!response.ok) {
    throw new Refusal(body?.detail || body?.title || `The server answered ${response.status}.`, response.status);
  }
  return body;
}
