package org.cellblock.jupyter.engine;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The class loader of a notebook's snippets: below the kernel's, with assertions on. */
final class SnippetLoader extends URLClassLoader {
  private final Map<String, byte[]> pending = new ConcurrentHashMap<>();
  private final Set<String> paths = new HashSet<>();

  SnippetLoader(ClassLoader parent) {
    super("notebook", new URL[0], parent);
    setDefaultAssertionStatus(true);
  }

  /** Makes the class file known; the class is defined at first use. */
  void offer(String className, byte[] classFile) {
    pending.put(className, classFile);
  }

  /** Looks into a directory or jar as well; once, however often it is named. */
  synchronized void addPath(String path) throws MalformedURLException {
    if (paths.add(path)) {
      addURL(Path.of(path).toUri().toURL());
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] classFile = pending.remove(name);
    return classFile == null
        ? super.findClass(name)
        : defineClass(name, classFile, 0, classFile.length);
  }
}
