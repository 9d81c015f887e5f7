package io.aftercare;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The machine's own Chromium; nothing is downloaded. */
public final class Chromium {

    private Chromium() {}

    public static Playwright playwright() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    public static Browser launch(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(path())
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")));
    }

    /** As one of the people of the demo, on the login page of the program at that address. */
    public static void signIn(Page page, URI at, String user) {
        page.navigate(at + "/login");
        page.locator("#username").fill(user);
        page.locator("#password").fill("demo");
        page.locator("main form button[type=submit]").click();
        page.waitForURL(url -> !url.contains("/login"));
    }

    private static Path path() {
        String given = System.getenv("AFTERCARE_TEST_BROWSER");
        return Stream.of(
                        Objects.requireNonNullElse(given, ""),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(path -> !path.isEmpty() && new File(path).canExecute())
                .findFirst()
                .map(Path::of)
                .orElseThrow(() -> new IllegalStateException("No Chromium: run script/verify, or install one"));
    }
}
