package io.postweiche.config;

import java.nio.file.*;

class Dump {
  public static void main(String[] a) throws Exception {
    for (Path f : BadConfigTest.fixtures()) {
      long t = System.nanoTime();
      Loaded l = ConfigFile.load(f.resolve("postweiche.yaml"), TestEnv::get);
      StringBuilder b = new StringBuilder();
      if (l instanceof Loaded.Bad bad)
        for (Fault x : bad.faults())
          b.append(x.toString().substring(f.toString().length() + 1)).append('\n');
      else b.append("GOOD " + l + "\n");
      Files.writeString(Path.of(a[0]).resolve(f.getFileName()), b);
      long ms = (System.nanoTime() - t) / 1000000;
      if (ms > 200) System.out.println(f + " " + ms);
    }
  }
}
