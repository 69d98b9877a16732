package org.cellblock.linux;

import jnr.constants.platform.Errno;
import jnr.posix.util.DefaultPOSIXHandler;

/**
 * Leaves errors to the caller: some calls of jnr-posix tell them here before they return -1 and
 * leave errno, and the default is to throw a text without a number.
 */
final class SilentHandler extends DefaultPOSIXHandler {

  @Override
  public void error(Errno error, String extraData) {}

  @Override
  public void error(Errno error, String methodName, String extraData) {}
}
