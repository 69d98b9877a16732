package org.cellblock.claims;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which experiment belongs to which claim. */
final class Experiments {

  private final Map<String, Experiment> byId = new LinkedHashMap<>();

  private Experiments() {
    cinf();
    processes();
    namespaces();
    jails();
    cgroups();
    members();
    memory();
    cpu();
    rootFs();
    recipe();
    stages();
    lxc();
    docker();
  }

  /** Returns a claim's experiment; nothing when no experiment can tell. */
  static Optional<Experiment> of(String id) {
    return Optional.ofNullable(new Experiments().byId.get(id));
  }

  static Set<String> ids() {
    return Set.copyOf(new Experiments().byId.keySet());
  }

  private void cinf() {
    add("C001", ProcessClaims::noSuchObject);
    add("C002", CinfClaims::eachEndIsAnObject);
    add("C003", ProcessClaims::onlyProcessesCame);
    add("C004", ProcessClaims::notOneProcessGroup);
    add("C005", BuildClaims::moreThanTwoIngredients);
    add("C008", CinfClaims::moreKindsThanSix);
    add("C009", CinfClaims::oneOfEachKind);
    add("C011", CinfClaims::theKernelsOwnMountNamespace);
    add("C012", CinfClaims::oneUserNamespace);
    add("C013", CinfClaims::aNumber);
    add("C015", CinfClaims::othersAreRefused);
    add("C017", CinfClaims::membersTellTheirCgroups);
  }

  private void processes() {
    add("C019", ProcessClaims::anOrdinaryEntryInProc);
    add("C020", BuildClaims::lightBesideAProcess);
    add("C021", BuildClaims::eachPartIsNeeded);
    add("C022", ViewClaims::pidOneAndFewOthers);
    add("C023", ViewClaims::aParentOutside);
    add("C024", ViewClaims::theOldProcStillShowsAll);
    add("C025", ViewClaims::twoNumbers);
    add("C026", ViewClaims::childrenKeepTheirParent);
    add("C028", ViewClaims::theOtherWayRound);
    add("C029", NamespaceClaims::fourOfThem);
    add("C030", NamespaceClaims::ownCopyOfAGlobal);
    add("C031", ViewClaims::nsenterSeesTheSame);
    add("C032", ViewClaims::oneFlagIsEnough);
    add("C034", ViewClaims::onlyChildrenMove);
    add("C052", ProcessClaims::ourOwnChild);
    add("C053", ProcessClaims::oneKernelForTwo);
    add("C054", ProcessClaims::sameKernelInside);
    add("C179", EnvironClaims::readFromOutside);
    add("C180", EnvironClaims::theSameUserMayToo);
    add("C181", EnvironClaims::onlyTheFirstOnes);
  }

  private void namespaces() {
    add("C112", NamespaceClaims::limitsWhatIsSeen);
    add("C113", NamespaceClaims::theKernelsOwnWord);
    add("C114", NamespaceClaims::sharedMountsLeak);
    add("C115", NamespaceClaims::inherited);
    add("C116", CinfClaims::moreKindsThanSeven);
    add("C117", KindClaims::ipc);
    add("C118", KindClaims::network);
    add("C119", KindClaims::mount);
    add("C120", KindClaims::pid);
    add("C121", KindClaims::user);
    add("C122", KindClaims::uts);
    add("C123", KindClaims::cgroup);
    add("C124", KindClaims::time);
    add("C125", KindClaims::rootInsideOnly);
    add("C126", NamespaceClaims::aNameIsABindMount);
    add("C127", NamespaceClaims::eachIsOfOneKind);
    add("C128", NamespaceClaims::theRestIsInherited);
    add("C129", NamespaceClaims::onlyTwoKindsHaveParents);
    add("C130", NamespaceClaims::threeCalls);
    add("C131", NamespaceClaims::everythingGoesThroughCalls);
    add("C132", NamespaceClaims::oneOfEachKindAndPerThread);
    add("C133", NamespaceClaims::memoryIsNotNamespaced);
  }

  private void jails() {
    add("C079", ChrootClaims::onlyTheRoot);
    add("C080", ChrootClaims::anotherRoot);
    add("C081", ChrootClaims::climbsOut);
    add("C083", JailClaims::fourElements);
    add("C084", ChrootClaims::pivotHolds);
    add("C085", ChrootClaims::dotsLeadUp);
    add("C087", JailClaims::likeNginx);
    add("C088", ChrootClaims::oneProgramIsEnough);
    add("C171", ChrootClaims::chdirIsPartOfIt);
  }

  private void cgroups() {
    addCgroup("C006", CgroupClaims::twoMechanisms);
    addCgroup("C039", CgroupClaims::both);
    add("C042", CgroupClaims::noNetworkLimit);
    addCgroup("C134", CgroupClaims::atMostTwenty);
    addCgroup("C135", CgroupClaims::limitsAreOptional);
    addCgroup("C136", CgroupClaims::directories);
    add("C139", CgroupClaims::sixControllers);
    add("C140", CgroupClaims::severalHierarchies);
    addCgroup("C141", CgroupClaims::cpuDirectory);
    addCgroup("C150", CgroupClaims::changedWhileRunning);
    addCgroup("C162", CgroupClaims::countNotSight);
    addCgroup("C163", CgroupClaims::atMostTwenty);
    addCgroup("C164", CgroupClaims::threadsCount);
    add("C165", DeviceClaims::someAndNotOthers);
    add("C166", CgroupClaims::blockDevices);
  }

  private void members() {
    addCgroup("C033", CgroupMemberClaims::nsenterStaysOutside);
    addCgroup("C137", CgroupMemberClaims::inherited);
    addCgroup("C138", CgroupMemberClaims::moved);
    addCgroup("C143", CgroupMemberClaims::byItsPid);
    addCgroup("C144", CgroupMemberClaims::aCommandNotALine);
    addCgroup("C145", CgroupMemberClaims::oneInEachHierarchy);
  }

  private void memory() {
    addCgroup("C007", MemoryClaims::limitsAreNotInProc);
    addCgroup("C040", MemoryClaims::fourHundred);
    addCgroup("C041", MemoryClaims::binaryUnits);
    addCgroup("C146", MemoryClaims::theTighterWins);
    addCgroup("C147", MemoryClaims::howMuchNotWhich);
    addCgroup("C148", MemoryClaims::notDedicated);
    addCgroup("C149", MemoryClaims::hardBoundary);
  }

  private void cpu() {
    addCgroup("C142", CpuClaims::writtenToShares);
    addCgroup("C151", CpuClaims::mayBurst);
    addCgroup("C152", CpuClaims::enforced);
    addCgroup("C153", CpuClaims::noFixedSlice);
    addCgroup("C154", CpuClaims::noTotal);
    addCgroup("C155", CpuClaims::noPercentage);
    addCgroup("C156", CpuClaims::hardCap);
    addCgroup("C157", CpuClaims::timeIsNotCores);
    addCgroup("C160", CpuClaims::noisyNeighbours);
    add("C161", CpuClaims::notRoundRobin);
  }

  private void rootFs() {
    add("C044", RootFsClaims::thePivotHidesTheHost);
    add("C045", RootFsClaims::callsWithoutACommand);
    add("C046", ImageClaims::allFilesAreInside);
    add("C047", ImageClaims::theKernelIsNotInside);
    add("C049", RootFsClaims::aufsIsGone);
    add("C050", RootFsClaims::aDeletionIsAFile);
    add("C060", ImageClaims::onlyTheFilesDiffer);
    add("C070", ImageClaims::moreThanFiles);
    add("C072", ImageClaims::zippedTars);
    add("C073", ImageClaims::nothingBoots);
    add("C074", RootFsClaims::notEverythingIsAFile);
    add("C076", RootFsClaims::oneProgram);
    add("C232", RootFsClaims::foundOnTheHost);
  }

  private void recipe() {
    add("C109", RecipeClaims::libcontainerIsInRunc);
    add("C167", RecipeClaims::theRunningProgram);
    add("C168", RecipeClaims::theNumberIsTheOuterOne);
    add("C172", RecipeClaims::chrootCanBeLeft);
    add("C173", RecipeClaims::limitsComeTooLate);
    add("C177", RecipeClaims::loopbackOnly);
    add("C178", RecipeClaims::aRuntimeTakesMoreAway);
  }

  private void stages() {
    add("C169", StageClaims::theStartedProcessIsInside);
    add("C170", StageClaims::nameAndRootInside);
    add("C174", StageClaims::anExportedTreeRuns);
    add("C176", StageClaims::mountsReachTheParent);
  }

  private void docker() {
    add("C035", DockerClaims::hostnameIsTheShortId);
    add("C043", DockerClaims::shortIdIsThePrefix);
  }

  private void lxc() {
    add("C094", LxcClaims::notInTheKernel);
    add("C096", LxcClaims::modulesOfSecurity);
    addCgroup("C097", LxcClaims::filters);
    addCgroup("C098", LxcClaims::changesItsRoot);
    addCgroup("C099", LxcClaims::capabilities);
    add("C103", LxcClaims::languages);
    add("C104", LxcClaims::size);
    addCgroup("C105", LxcClaims::sameFeatures);
  }

  private void addCgroup(String id, Experiment experiment) {
    add(id, CgroupTrial.needs(experiment));
  }

  private void add(String id, Experiment experiment) {
    byId.put(id, experiment);
  }
}
