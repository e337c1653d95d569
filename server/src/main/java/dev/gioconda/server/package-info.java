/**
 * The web server: its assembly from services and routes, its life cycle, and the pages that visitors see. HTTP
 * basics are in {@code server.http}, each feature in a package of its own.
 */
@NullMarked
package dev.gioconda.server;

import org.jspecify.annotations.NullMarked;
