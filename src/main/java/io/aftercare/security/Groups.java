package io.aftercare.security;

/** The groups of the contract (4-26); departments bring three each. */
public final class Groups {

    public static final String SERVICE_AGENTS = "service-agents";
    public static final String SERVICE_SUPERVISORS = "service-supervisors";
    public static final String SERVICE_MANAGERS = "service-managers";
    public static final String SPECIAL_TEAM = "special-team";
    public static final String FIELD_ENGINEERS = "field-engineers";
    public static final String LEGAL_COUNSEL = "legal-counsel";
    public static final String COMPENSATION_MANAGERS = "compensation-managers";
    public static final String FINANCE_STAFF = "finance-staff";
    public static final String PARTS_KEEPERS = "parts-keepers";
    public static final String WAREHOUSE_STAFF = "warehouse-staff";
    public static final String QUALITY_INSPECTORS = "quality-inspectors";
    public static final String PROCESS_OWNERS = "process-owners";
    public static final String CHANNELS = "channels";
    public static final String ADMIN = "camunda-admin";

    private Groups() {}

    public static String staff(String department) {
        return department + "-staff";
    }

    public static String supervisors(String department) {
        return department + "-supervisors";
    }

    public static String heads(String department) {
        return department + "-heads";
    }

    /** Who stands above a group that is late: for example {@code technical-supervisors} above its staff. */
    public static String above(String group) {
        if (group.equals(SERVICE_AGENTS)) {
            return SERVICE_SUPERVISORS;
        }
        if (group.equals(FIELD_ENGINEERS) || group.equals(SPECIAL_TEAM)) {
            return supervisors("technical");
        }
        if (group.endsWith("-staff") && !group.equals(FINANCE_STAFF) && !group.equals(WAREHOUSE_STAFF)) {
            return supervisors(group.substring(0, group.length() - "-staff".length()));
        }
        if (group.endsWith("-supervisors") && !group.equals(SERVICE_SUPERVISORS)) {
            return heads(group.substring(0, group.length() - "-supervisors".length()));
        }
        return SERVICE_MANAGERS;
    }
}
