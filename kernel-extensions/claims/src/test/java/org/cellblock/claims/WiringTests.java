package org.cellblock.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Is each claim checked by its own experiment? The name of an experiment quotes its claim and no
 * other, and its answer is judged by no other's judgement.
 *
 * <p>What this can't see: an experiment that looks at something else than its name says and judges
 * that itself. For this there are the judgement tests, its evidence, and a reader.
 */
class WiringTests {

  private static final Pattern WORD_OF_A_NAME =
      Pattern.compile("[A-Z]?[a-z]+|[A-Z](?![a-z])|\\d+[a-z]*");

  private static final Map<String, Method> METHODS = Experiments.ofCourse().methods();

  static Stream<String> ids() {
    return Experiments.ofCourse().ids().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theNameOfAnExperimentQuotesItsClaimAndNoOther(String id) {
    String name = METHODS.get(id).getName();
    assertThat(Claim.of(id))
        .as("%s checks %s: name it by words of that claim, as they stand there", name, id)
        .satisfies(claim -> assertThat(words(claim)).containsAll(words(name)));
    assertThat(Claim.list())
        .as("%s checks %s: take more of that claim's words into the name", name, id)
        .filteredOn(claim -> quotes(name, claim))
        .extracting(Claim::id)
        .containsExactly(id);
  }

  @Test
  void c152IsNotCheckedByTheExperimentOfC153() {
    assertThat(isWiredWell("C152", METHODS.get("C153"))).isFalse();
    assertThat(isWiredWell("C153", METHODS.get("C152"))).isFalse();
    assertThat(isWiredWell("C152", METHODS.get("C152"))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void anyOtherExperimentInItsPlaceIsNoticed(String id) {
    assertThat(ids().filter(other -> isWiredWell(id, METHODS.get(other)))).containsExactly(id);
  }

  @Test
  void noExperimentAnswersWithAnothersJudgement() {
    Collection<JavaClass> all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.cellblock.claims");
    assertThat(experimentsIn(all)).hasSameSizeAs(METHODS.keySet());
    assertThat(borrowedIn(all)).isEmpty();
  }

  @Test
  void aBorrowedJudgementIsNoticed() {
    assertThat(borrowedIn(new ClassFileImporter().importClasses(Borrows.class)))
        .containsExactly("first answers with third", "third answers with second");
  }

  private static boolean isWiredWell(String id, Method experiment) {
    return quotes(experiment.getName(), Claim.of(id));
  }

  private static boolean quotes(String name, Claim claim) {
    return words(claim).containsAll(words(name));
  }

  /** Takes {@code aHardLimitOnCpuTime} apart; digits and the letters behind them are one word. */
  private static List<String> words(String name) {
    return WORD_OF_A_NAME
        .matcher(name)
        .results()
        .map(MatchResult::group)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Returns what a claim says, word by word: {@code host's} is {@code hosts}. */
  private static Set<String> words(Claim claim) {
    String statement = claim.statement().replace("'", "").toLowerCase(Locale.ROOT);
    return Stream.of(statement.split("[^a-z0-9]+")).collect(Collectors.toSet());
  }

  private static Set<String> experimentsIn(Collection<JavaClass> classes) {
    return classes.stream()
        .flatMap(each -> each.getMethods().stream())
        .filter(method -> method.isAnnotatedWith(Checks.class))
        .map(JavaMethod::getFullName)
        .map(WiringTests::withoutParameters)
        .collect(Collectors.toSet());
  }

  private static List<String> borrowedIn(Collection<JavaClass> classes) {
    Set<String> experiments = experimentsIn(classes);
    return classes.stream()
        .flatMap(each -> each.getMethodCallsFromSelf().stream())
        .filter(call -> experiments.contains(withoutParameters(call.getOrigin().getFullName())))
        .filter(call -> experiments.contains(withoutParameters(call.getTarget().getFullName())))
        .filter(call -> !call.getTarget().getName().equals(call.getOrigin().getName()))
        .map(WiringTests::borrowed)
        .sorted()
        .toList();
  }

  private static String borrowed(JavaMethodCall call) {
    return call.getOrigin().getName() + " answers with " + call.getTarget().getName();
  }

  private static String withoutParameters(String method) {
    return method.substring(0, method.indexOf('('));
  }

  /** Two experiments whose bodies were confused, and one that is right. */
  static final class Borrows {

    @Checks("C001")
    static Evidence first() {
      return third();
    }

    @Checks("C002")
    static Evidence second() {
      return second(2);
    }

    @Checks("C003")
    static Evidence third() {
      return second(3);
    }

    static Evidence second(int seen) {
      return Evidence.confirmedIf(seen == 2, "%d", seen);
    }
  }
}
