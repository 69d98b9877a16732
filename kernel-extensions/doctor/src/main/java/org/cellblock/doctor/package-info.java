/**
 * What this machine allows: each probe does the thing itself and cleans up, instead of reading a
 * version.
 *
 * <p>{@link org.cellblock.doctor.Doctor} runs the probes, {@link org.cellblock.doctor.DoctorReport}
 * shows what they found.
 *
 * <p>Sources: namespaces(7), user_namespaces(7), cgroups(7), proc(5).
 */
package org.cellblock.doctor;
