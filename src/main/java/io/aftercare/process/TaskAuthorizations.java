package io.aftercare.process;

import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;

/** Whose a task is in Tasklist; a task that is only just being made is not looked up, nobody has a right on it (P1, P2). */
class TaskAuthorizations extends DefaultAuthorizationProvider {

    @Override
    protected @Nullable AuthorizationEntity getGrantAuthorizationByUserId(
            String userId, Resource resource, String resourceId) {
        return isNew(resourceId) ? null : super.getGrantAuthorizationByUserId(userId, resource, resourceId);
    }

    @Override
    protected @Nullable AuthorizationEntity getGrantAuthorizationByGroupId(
            String groupId, Resource resource, String resourceId) {
        return isNew(resourceId) ? null : super.getGrantAuthorizationByGroupId(groupId, resource, resourceId);
    }

    private static boolean isNew(String taskId) {
        CachedDbEntity cached = Context.getCommandContext()
                .getDbEntityManager()
                .getDbEntityCache()
                .getCachedEntity(TaskEntity.class, taskId);
        return cached != null && cached.getEntityState() == DbEntityState.TRANSIENT;
    }
}
