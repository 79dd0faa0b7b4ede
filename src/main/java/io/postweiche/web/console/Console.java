package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.postweiche.web.Audit;
import io.postweiche.web.Jobs;
import io.postweiche.web.LoginWay;
import io.postweiche.web.Logins;
import io.postweiche.web.Operations;
import io.postweiche.web.Ports;
import java.time.InstantSource;

/** All pages, put together. */
public final class Console {
  private final Ports ports;
  private final Jobs jobs;
  private final Audit audit;
  private final InstantSource clock;
  private final Sessions sessions;
  private final Assets assets = new Assets();
  private final Forms forms;
  private final View view;

  public Console(Ports ports, Jobs jobs, Audit audit, InstantSource clock) {
    this.ports = ports;
    this.jobs = jobs;
    this.audit = audit;
    this.clock = clock;
    this.sessions = new Sessions(clock);
    Secrets secrets = new Secrets();
    this.forms = new Forms(secrets);
    this.view = new View(assets, secrets, sessions);
  }

  /** How the guard knows those who logged in here. */
  public LoginWay login() {
    return new SessionLogin(sessions);
  }

  /** How browsers are told what went wrong. */
  public ErrorPages errors() {
    return new ErrorPages(view);
  }

  public void register(RoutesConfig routes, Logins logins) {
    Operations operations = ports.operations();
    assets.register(routes);
    LanguagePage.register(routes);
    new LoginPages(view, forms, sessions, logins, audit).register(routes);
    new OverviewPage(view, ports, clock).register(routes);
    new MailPages(view, ports, clock).register(routes);
    new DeadPages(view, operations, clock).register(routes);
    new DeadForms(view, forms, operations, jobs, clock).register(routes);
    new JobPages(view, forms, jobs, audit).register(routes);
    new RelayPages(view, forms, ports, audit).register(routes);
    new ExplainPage(view, ports.rules()).register(routes);
    new ConfigurationPage(view, ports.rules()).register(routes);
    new AuditPage(view, ports.audit()).register(routes);
  }
}
