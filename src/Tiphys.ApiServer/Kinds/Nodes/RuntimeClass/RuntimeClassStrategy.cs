using Tiphys.Api.Core.V1;
using Tiphys.Api.Nodes.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Nodes;

/// <summary>Rules of runtime classes (pkg/registry/node/runtimeclass, pkg/apis/node/validation).</summary>
public sealed class RuntimeClassStrategy : ResourceStrategy<RuntimeClass>
{
    /// <inheritdoc/>
    public override bool AllowsCreateOnUpdate => true;

    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    protected override RuntimeClass Default(RuntimeClass value) => value.Overhead is { } overhead
        ? value with { Overhead = overhead with { PodFixed = overhead.PodFixed.ToMilliScale() } }
        : value;

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, RuntimeClass value, FieldErrors errors)
    {
        errors.CheckRequired(FieldPath.Root("handler"), value.Handler, Formats.Dns1123Label);
        foreach (var (name, amount) in value.Overhead?.PodFixed ?? default)
        {
            var path = FieldPath.Root("overhead").Child("limits").Key(name);
            PodValidation.CheckContainerResourceName(name, errors, path);
            ResourceNames.CheckAmount(name, amount, errors, path);
        }

        if (value.Scheduling is { } scheduling)
        {
            MetadataValidation.ValidateLabels(scheduling.NodeSelector, errors, FieldPath.Root("scheduling").Child("nodeSelector"));
            CheckTolerations(scheduling.Tolerations, errors, FieldPath.Root("scheduling").Child("tolerations"));
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, RuntimeClass value, RuntimeClass old, FieldErrors errors) =>
        errors.CheckImmutable(FieldPath.Root("handler"), value.Handler, old.Handler);

    private static void CheckTolerations(ApiList<Toleration> tolerations, FieldErrors errors, FieldPath path)
    {
        PodValidation.CheckTolerations(tolerations, errors, path);
        var seen = new HashSet<(string, string, string, string)>();
        for (var i = 0; i < tolerations.Count; i++)
        {
            var toleration = tolerations[i];
            if (!seen.Add((toleration.Key, toleration.Operator, toleration.Value, toleration.Effect)))
            {
                errors.Add(new(FieldErrorType.FieldValueDuplicate, path.Index(i).ToString(), Shown(toleration), ""));
            }
        }
    }

    private static string Shown(Toleration toleration) =>
        $"{{\"Key\":{FieldErrors.Quote(toleration.Key)},\"Operator\":{FieldErrors.Quote(toleration.Operator)},\"Value\":{FieldErrors.Quote(toleration.Value)},"
            + $"\"Effect\":{FieldErrors.Quote(toleration.Effect)},\"TolerationSeconds\":{FieldErrorsExtensions.Shown(toleration.TolerationSeconds)}}}";

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, RuntimeClass value, RuntimeClass? old) =>
        NodeLabelWarnings.OfKeys(value.Scheduling?.NodeSelector.Keys ?? [], _ => FieldPath.Root("scheduling").Child("nodeSelector"));
}
