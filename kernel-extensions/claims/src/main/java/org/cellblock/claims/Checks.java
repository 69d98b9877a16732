package org.cellblock.claims;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the experiment of a claim: a static method without parameters that returns {@link
 * Evidence}, in a class that {@link Experiments} lists.
 *
 * <p>Its name quotes the claim: words of the statement, as they stand there, and enough of them
 * that no other statement has them all. So an experiment that is given the id of another claim is
 * noticed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Checks {

  /** The claim's id, for example {@code C126}. */
  String value();
}
