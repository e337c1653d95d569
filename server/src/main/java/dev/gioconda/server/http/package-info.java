/**
 * HTTP basics that every route uses: settings, request bodies and limits, rate limits, problem details (RFC 9457),
 * JSON, access log, metrics, templates and the OpenAPI document.
 */
@NullMarked
package dev.gioconda.server.http;

import org.jspecify.annotations.NullMarked;
