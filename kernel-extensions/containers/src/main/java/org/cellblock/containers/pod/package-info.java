/**
 * A pod by hand: containers that share a network, a host name and IPC, as Kubernetes defines it.
 *
 * <p>Each is a cell. One has the pod's name and holds what they share: its pid 1 is the pause
 * process. The others join it by setns(2), and have mounts and pids of their own. All end with the
 * pod.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/">Pods</a>
 */
package org.cellblock.containers.pod;
