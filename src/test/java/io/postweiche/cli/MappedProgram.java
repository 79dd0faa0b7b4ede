package io.postweiche.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A program that tells whether a file of Java's cache lies in its memory. */
final class MappedProgram {
  private MappedProgram() {}

  public static void main(String[] args) throws IOException {
    String maps = Files.readString(Path.of("/proc/self/maps"));
    System.out.println("mapped: " + maps.contains("/postweiche-run-"));
  }

  /** As a jar that {@code java -jar} runs. */
  static void into(Path target) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, MappedProgram.class.getName());
    String name = MappedProgram.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest);
        InputStream code = MappedProgram.class.getClassLoader().getResourceAsStream(name)) {
      jar.putNextEntry(new JarEntry(name));
      jar.write(code.readAllBytes());
    }
  }
}
