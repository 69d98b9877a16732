package org.cellblock.containers.image;

/**
 * One layer of an image.
 *
 * @param number 1 for the lowest
 * @param digest of the bytes as stored, zipped; the file's name
 * @param diffId digest of the plain tar, by which the configuration knows it
 * @param size in bytes, as stored
 */
public record LayerInfo(int number, String digest, String diffId, long size) {}
