package io.aftercare.bench;

import io.aftercare.mailbox.MailBench;

/** P8: mail from an IMAP mailbox to committed tickets. */
final class MailIntake {

    private MailIntake() {}

    static void run(Settings settings) throws Exception {
        int mails = settings.count("mails", 2_000, 100);
        Report report = new Report("p8", "P8: mail intake", "(no reference)");
        MailBench.Result result = MailBench.run(mails);
        report.ours().add("mails per second", mails / result.seconds());
        report.ours().add("CPU ms per mail", result.cpuSeconds() * 1000 / mails);
        report.row("mails per second", ">= 10");
        report.row("CPU ms per mail", "");
        report.note(
                "%d mails, 30 %% HTML, 20 %% with a file of 200 kB, 10 %% answers; application and mail server in one JVM"
                        + " (their CPU together), MySQL beside it",
                mails);
        report.note("counted afterwards, those to warm up included: %s", result.rows());
        report.check("mails lost", 0, result.lost());
        report.check("tickets opened twice", 0, result.doubled());
        report.finish();
    }
}
