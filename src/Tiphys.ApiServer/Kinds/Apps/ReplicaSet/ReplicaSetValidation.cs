using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Rules of replica sets (pkg/apis/apps/validation).</summary>
internal static class ReplicaSetValidation
{
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Validate(ReplicaSetSpec spec, FieldErrors errors)
    {
        errors.CheckNotNegative(Path.Child("replicas"), spec.Replicas);
        errors.CheckNotNegative(Path.Child("minReadySeconds"), spec.MinReadySeconds);
        WorkloadValidation.CheckSelector(spec.Selector, "deployment", errors, Path.Child("selector"));
        WorkloadValidation.CheckTemplate(spec.Template, spec.Selector, "ReplicaSet", errors, Path.Child("template"));
    }

    public static void ValidateUpdate(ReplicaSetSpec spec, ReplicaSetSpec old, FieldErrors errors)
    {
        Validate(spec, errors);
        WorkloadValidation.CheckSelectorKept(spec.Selector, old.Selector, errors);
    }
}
