package io.aftercare;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.ibatis.annotations.Mapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RequestMapping;

/** The rules of the architecture; each of them was broken once on purpose and this test said so. */
@Tag("S7")
@Tag("S9")
@Tag("S17")
@AnalyzeClasses(packages = "io.aftercare", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Whoever asks: customers behind their link, sources behind their signature, the way in, the start page, probes of the demo. Nothing else. */
    private static final Set<String> OPEN_TO_ANYBODY = Set.of(
            "io.aftercare.channel.ChannelController",
            "io.aftercare.portal.HelpController",
            "io.aftercare.portal.PortalApi",
            "io.aftercare.portal.PortalController",
            "io.aftercare.portal.PortalFiles",
            "io.aftercare.survey.SurveyController",
            "io.aftercare.feedback.SuggestionController",
            "io.aftercare.security.LoginController",
            "io.aftercare.desk.StartPageController",
            "io.aftercare.demo.DemoClockController",
            "io.aftercare.demo.SentMessagesController");

    /** The one class outside the ring that may know the engine: it asks it whether a password is right. */
    private static final String ENGINE_LOGIN = "io.aftercare.security.EngineAuthenticationProvider";

    @ArchTest
    static final ArchRule onlyTheRingKnowsTheEngine = noClasses()
            .that()
            .resideOutsideOfPackage("io.aftercare.process..")
            .and()
            .doNotHaveFullyQualifiedName(ENGINE_LOGIN)
            .and(are(notInside(ENGINE_LOGIN)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.camunda..");

    @ArchTest
    static final ArchRule nobodyDependsOnTheRing = noClasses()
            .that()
            .resideOutsideOfPackage("io.aftercare.process..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.aftercare.process..");

    @ArchTest
    static final ArchRule theRingIsClosed = classes()
            .that()
            .resideInAPackage("io.aftercare.process..")
            .and()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("V1__Engine_schema")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule theRingOpensNoTransactionOfItsOwn = noClasses()
            .that()
            .resideInAPackage("io.aftercare.process..")
            .should()
            .beAnnotatedWith(Transactional.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Transactional.class);

    @ArchTest
    static final ArchRule theTicketKnowsNoOtherFeature = noClasses()
            .that()
            .resideInAPackage("io.aftercare.ticket..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "belong to another feature",
                    type -> type.getPackageName().startsWith("io.aftercare.")
                            && !type.getPackageName().startsWith("io.aftercare.ticket")
                            && !type.getPackageName().equals("io.aftercare.problem")
                            && !type.getPackageName().equals("io.aftercare.transaction")));

    @ArchTest
    static final ArchRule mappersStayInTheirPackage = classes()
            .that()
            .areAnnotatedWith(Mapper.class)
            .should()
            .bePackagePrivate()
            .andShould()
            .beInterfaces()
            .andShould()
            .haveSimpleNameEndingWith("Mapper");

    @ArchTest
    static final ArchRule mapperMethodsHoldNoSql = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Mapper.class)
            .should()
            .beAnnotatedWith(DescribedPredicate.describe(
                    "SQL in an annotation",
                    annotation -> annotation.getRawType().getPackageName().equals("org.apache.ibatis.annotations")));

    @ArchTest
    static final ArchRule controllersNeverSeeAMapper = noClasses()
            .that(are(DescribedPredicate.describe("controllers", ArchitectureTest::isController)))
            .should()
            .dependOnClassesThat()
            .areAnnotatedWith(Mapper.class);

    @ArchTest
    static final ArchRule controllersStayInTheirPackage = classes()
            .that(are(DescribedPredicate.describe("controllers", ArchitectureTest::isController)))
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule everyEndpointSaysWhoMayCallIt = methods()
            .that(are(DescribedPredicate.describe(
                    "endpoints",
                    (JavaMethod method) ->
                            method.isMetaAnnotatedWith(RequestMapping.class) && isController(method.getOwner()))))
            .should(new SayWhoMayCall());

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .should()
            .callMethodWhere(target(owner(DescribedPredicate.describe("a type of time", (JavaClass type) -> Set.of(
                                    Instant.class,
                                    LocalDate.class,
                                    LocalDateTime.class,
                                    OffsetDateTime.class,
                                    ZonedDateTime.class)
                            .stream()
                            .anyMatch(type::isEquivalentTo))))
                    .and(target(name("now")))
                    .and(DescribedPredicate.describe(
                            "without a clock", call -> call.getTarget().getRawParameterTypes().stream()
                                    .noneMatch(parameter -> parameter.isEquivalentTo(Clock.class)))));

    /** What would evaluate, start or revive what somebody wrote (S9, S17), or draw a page of his as a document (S7). */
    @ArchTest
    static final ArchRule nothingIsEvaluatedStartedOrRevived = noClasses()
            .that()
            // sessions are rows; what is read back is an allow-list, and nobody outside writes them
            .haveNameNotMatching("io\\.aftercare\\.security\\.SessionBytes(\\$Loaded)?")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "evaluate, start, revive or draw what somebody wrote", type -> Stream.of(
                                    "javax.script.",
                                    "org.springframework.expression.",
                                    "java.io.ObjectInputStream",
                                    "java.beans.XMLDecoder",
                                    "java.lang.ProcessBuilder",
                                    "java.lang.Runtime",
                                    "com.openhtmltopdf.",
                                    "com.lowagie.",
                                    "com.itextpdf.",
                                    "org.apache.fop.")
                            .anyMatch(name -> name.endsWith(".")
                                    ? type.getName().startsWith(name)
                                    : type.getName().equals(name))));

    @ArchTest
    static final ArchRule beansGetWhatTheyNeedInTheirConstructor =
            fields().should().notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired");

    /** No cycles, and a feature depends on what its package-info declares. */
    @Test
    void featuresDependOnWhatTheyDeclare() {
        ApplicationModules modules = ApplicationModules.of(AftercareApplication.class);
        assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
                .contains("ticket", "process", "tracking", "desk", "portal");
        modules.verify();
    }

    /** {@code ${}} pastes text into SQL; {@code #{}} binds it. */
    @Test
    @Tag("S10")
    void sqlIsNeverPastedTogether() throws IOException {
        var mappers = new PathMatchingResourcePatternResolver().getResources("classpath*:io/aftercare/**/*Mapper.xml");
        assertThat(mappers).hasSizeGreaterThan(10);
        for (var mapper : mappers) {
            assertThat(mapper.getContentAsString(StandardCharsets.UTF_8))
                    .as(mapper.getFilename())
                    .doesNotContain("${");
        }
    }

    private static boolean isController(JavaClass type) {
        return type.isMetaAnnotatedWith(Controller.class);
    }

    private static DescribedPredicate<JavaClass> notInside(String outer) {
        return DescribedPredicate.describe(
                "not inside " + outer, type -> !type.getName().startsWith(outer + "$"));
    }

    /** A rule in words, and "anybody" only on the list above. */
    private static final class SayWhoMayCall extends ArchCondition<JavaMethod> {

        SayWhoMayCall() {
            super("say who may call them");
        }

        @Override
        public void check(JavaMethod method, ConditionEvents events) {
            if (method.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                return;
            }
            PreAuthorize rule = AnnotatedElementUtils.findMergedAnnotation(method.reflect(), PreAuthorize.class);
            if (rule == null) {
                rule = AnnotationUtils.findAnnotation(method.getOwner().reflect(), PreAuthorize.class);
            }
            String owner = method.getOwner().getName();
            boolean said = rule != null && (!rule.value().contains("permitAll") || OPEN_TO_ANYBODY.contains(owner));
            events.add(new SimpleConditionEvent(
                    method, said, method.getFullName() + (rule == null ? " has no rule" : " is open to anybody")));
        }
    }
}
