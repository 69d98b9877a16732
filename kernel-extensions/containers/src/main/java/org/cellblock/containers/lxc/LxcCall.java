package org.cellblock.containers.lxc;

/**
 * One system call of a container's start.
 *
 * @param who {@code lxc-start}, or {@code container} for the process that becomes the container
 * @param call its name
 * @param arguments as strace(1) writes them, file descriptors with their paths
 * @param result what the kernel answered
 * @param key the key of the configuration that caused it; empty where LXC always makes it
 */
public record LxcCall(String who, String call, String arguments, String result, String key) {}
