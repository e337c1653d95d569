/**
 * The 468 points of a face by MediaPipe's network, whose file is in the cache of weights: {@link dev.gioconda.face.mesh.MeshNetwork
 * MeshNetwork} computes a {@link dev.gioconda.face.mesh.FaceMesh FaceMesh}, its parts are polygons, and its pose is more exact than
 * that of five points.
 */
@NullMarked
package dev.gioconda.face.mesh;

import org.jspecify.annotations.NullMarked;
