package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** The packaged program with a database of its own, and a real Chromium before it. */
@SuppressWarnings("NullAway.Init")
abstract class InBrowser {

    static final double PATIENCE = 60_000;
    static final Path SCREENSHOTS = Path.of("target", "screenshots");

    static PackagedProgram program;
    static Browser browser;
    static Api api;
    static URI address;

    private static @Nullable Playwright playwright;

    /** Scripts that broke, and what else a test finds wrong on the way. */
    final List<String> failures = new ArrayList<>();

    private final List<BrowserContext> contexts = new ArrayList<>();

    static void start(String name, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(
                Map.of("SPRING_DATASOURCE_URL", "jdbc:h2:mem:" + name + ";MODE=MySQL", "AFTERCARE_LANGUAGE", "en"));
        all.putAll(settings);
        program = PackagedProgram.start(name, all).whenReady();
        address = program.address();
        api = new Api(address);
        Playwright started = Chromium.playwright();
        playwright = started;
        browser = Chromium.launch(started);
    }

    @AfterAll
    static void stop() throws Exception {
        if (playwright != null) {
            playwright.close();
            playwright = null;
        }
        if (program != null) {
            program.close();
        }
    }

    @AfterEach
    void leave() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        assertThat(failures).isEmpty();
    }

    /** Somebody's browser, with cookies of its own. */
    Page page(String language, int width) {
        return page(new Browser.NewContextOptions().setLocale(language).setViewportSize(width, 800));
    }

    Page page(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE);
        contexts.add(context);
        Page page = context.newPage();
        page.onPageError(failures::add);
        return page;
    }

    Page signedIn(String user, String language, int width) {
        Page page = page(language, width);
        Chromium.signIn(page, address, user);
        return page;
    }

    /** Nothing has to be pushed sideways. */
    static void fits(Page page, int width, String name) {
        screenshot(page, name);
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as(name)
                .isLessThanOrEqualTo(width);
    }

    static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }
}
