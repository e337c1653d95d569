// Client of the server's HTTP API.

/** The path below which a proxy serves the site, such as `/faces`; empty for none. This file is `/assets/api.js` below it. */
export const base = new URL('..', import.meta.url).pathname.slice(0, -1);

/** An error response of the API: `message` is its RFC 9457 detail; `status` is the HTTP status, 0 if there was no response. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** Sends a request; returns the JSON of the response, or null if it is empty. */
export async function call(path, { method = 'GET', json, image, headers = {}, signal } = {}) {
  const request = { method, headers: { Accept: 'application/json', ...headers }, signal, cache: 'no-store' };
  if (json) {
    request.body = JSON.stringify(json);
    request.headers['Content-Type'] = 'application/json';
  } else if (image) {
    request.body = image;
    request.headers['Content-Type'] = image.type || 'application/octet-stream';
  }
  let response;
  try {
    response = await fetch(base + path, request);
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new ApiError('The server does not respond. Try again in a moment.', 0);
  }
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    body = null;
  }
  if (!response.ok) {
    throw new ApiError(body?.detail || body?.title || `The server responded with status ${response.status}.`, response.status);
  }
  return body;
}
