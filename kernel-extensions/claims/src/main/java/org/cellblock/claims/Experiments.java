package org.cellblock.claims;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which experiment belongs to which claim, as {@link Checks} says at each. */
final class Experiments {

  /** A class of experiments is named here, and nowhere else. */
  private static final List<Class<?>> CLASSES =
      List.of(
          BuildClaims.class,
          CgroupClaims.class,
          CgroupMemberClaims.class,
          ChrootClaims.class,
          CinfClaims.class,
          CpuClaims.class,
          DeviceClaims.class,
          DockerClaims.class,
          EnvironClaims.class,
          ImageClaims.class,
          IsolationClaims.class,
          JailClaims.class,
          KindClaims.class,
          LxcClaims.class,
          MemoryClaims.class,
          NamespaceClaims.class,
          PodClaims.class,
          PodLimitClaims.class,
          ProcessClaims.class,
          RecipeClaims.class,
          RootFsClaims.class,
          StageClaims.class,
          ViewClaims.class);

  private static Experiments course;

  private final Map<String, Method> byId = new TreeMap<>();

  /**
   * Finds the experiments in some classes.
   *
   * @throws IllegalStateException for one that can't be run, for two of one claim, for one of no
   *     claim, and for a claim that expects a verdict of which there is none
   */
  Experiments(List<Class<?>> classes, List<Claim> claims) {
    for (Class<?> each : classes) {
      for (Method method : each.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Checks.class)) {
          add(method);
        }
      }
    }
    byId.forEach((id, method) -> requireClaim(id, method, claims));
    claims.forEach(this::requireExperiment);
  }

  /** Returns the experiments of all claims; they are found once. */
  static synchronized Experiments ofCourse() {
    if (course == null) {
      course = new Experiments(CLASSES, ClaimList.all());
    }
    return course;
  }

  private void add(Method method) {
    String id = method.getAnnotation(Checks.class).value();
    if (!Modifier.isStatic(method.getModifiers())
        || method.getParameterCount() > 0
        || method.getReturnType() != Evidence.class) {
      throw new IllegalStateException(
          "claim %s: %s: expected a static method without parameters that returns Evidence"
              .formatted(id, name(method)));
    }
    Method other = byId.putIfAbsent(id, method);
    if (other != null) {
      throw new IllegalStateException(
          "claim %s: two experiments, %s and %s: expected one"
              .formatted(id, name(other), name(method)));
    }
  }

  private static void requireClaim(String id, Method method, List<Claim> claims) {
    if (claims.stream().noneMatch(claim -> claim.id().equals(id))) {
      throw new IllegalStateException(
          "claim %s: %s checks it, and claims.csv has no such line".formatted(id, name(method)));
    }
  }

  private void requireExperiment(Claim claim) {
    boolean isTestable = !claim.expected().equals(Verdict.NOT_TESTABLE.toString());
    if (isTestable && !byId.containsKey(claim.id())) {
      throw new IllegalStateException(
          ("claim %1$s: claims.csv expects [%2$s], and there is no experiment: mark one with"
                  + " @Checks(\"%1$s\"), in a class that Experiments lists")
              .formatted(claim.id(), claim.expected()));
    }
    if (!isTestable && byId.containsKey(claim.id())) {
      throw new IllegalStateException(
          "claim %s: claims.csv says [%s], and %s checks it"
              .formatted(claim.id(), claim.expected(), name(byId.get(claim.id()))));
    }
  }

  /** Returns a claim's experiment; nothing when no experiment can tell. */
  Optional<Experiment> of(String id) {
    return Optional.ofNullable(byId.get(id)).map(Experiments::experiment);
  }

  /** Returns the experiments' methods by their claims' ids. */
  Map<String, Method> methods() {
    return Map.copyOf(byId);
  }

  Set<String> ids() {
    return Set.copyOf(byId.keySet());
  }

  private static Experiment experiment(Method method) {
    return method.isAnnotationPresent(NeedsCgroups.class)
        ? CgroupTrial.needs(() -> run(method))
        : () -> run(method);
  }

  private static Evidence run(Method method) throws Exception {
    try {
      return (Evidence) method.invoke(null);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown.getCause();
    }
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
