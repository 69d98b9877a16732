/**
 * Images as the Open Container Initiative defines them: layers, a configuration, a manifest and an
 * index, each a file named by the digest of its bytes.
 *
 * <p>No registry is needed: an {@link org.cellblock.containers.image.Image} is built from
 * directories of this machine, and becomes the root of a cell.
 *
 * <p>Sources: the OCI image format specification, 1.1.
 */
package org.cellblock.containers.image;
