package org.cellblock.procfs;

/**
 * One thing that the kernel says of a process, and what it means.
 *
 * @param key what it is; where it is a line of a file, the kernel's word for it
 * @param value as the kernel writes it
 * @param meaning in words; empty where the value speaks for itself
 */
public record Fact(String key, String value, String meaning) {}
