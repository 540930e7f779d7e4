using System.Text;
using System.Text.Json.Nodes;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Kinds;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;
using Tiphys.ApiServer.Tests.Replay;

namespace Tiphys.ApiServer.Tests.Kinds;

/// <summary>Takes a recorded request through decoding, defaulting, preparation and validation, as the server's handlers do, without a server.</summary>
internal static partial class GoldenRun
{
    private static readonly Dictionary<GroupVersionKind, ResourceStrategy> Strategies = KindStrategies.All.ToDictionary(strategy => strategy.Kind);

    // The replay of whole conversations takes care of the other kinds.
    private static readonly string[] KindsWithAdmission = ["Pod"];

    public static bool Knows(GoldenStep step) => KindsWithAdmission.Contains(step.Target.Resource.Kind.Kind) && Strategies.ContainsKey(step.Target.Resource.Kind)
        && step.Target.Resource.Subresources.Where(item => item.Name == step.Target.Subresource).All(item => item.Kind == step.Target.Resource.Kind);

    /// <summary>What is different from the recorded answer; null when nothing is.</summary>
    public static string? Difference(GoldenStep step)
    {
        JsonNode actual;
        try
        {
            actual = Answer(step);
        }
        catch (ApiException failure)
        {
            actual = JsonNode.Parse(ApiJson.Write(failure.Status))!;
        }
        catch (JsonDecodeException failure)
        {
            return "cannot be decoded: " + failure.Message;
        }

        return GoldenComparison.Difference(step, actual);
    }

    private static JsonNode Answer(GoldenStep step)
    {
        var strategy = Strategies[step.Target.Resource.Kind];
        var context = new RequestContext
        {
            User = new UserInfo { Name = "replay" },
            Namespace = step.Target.Resource.Namespaced ? GoldenStep.Namespace : "",
            Subresource = step.Target.Subresource,
        };
        var value = strategy.Default(Decode(step, step.Body));
        var errors = new FieldErrors();
        value = step.Old is null ? Create(step, strategy, context, value, errors) : Update(step, strategy, context, value, errors);
        return errors.IsEmpty
            ? JsonNode.Parse(ApiJson.WriteObject(value))!
            : throw errors.ToException(strategy.Kind, value.Metadata.Name);
    }

    private static IKubernetesObject Create(GoldenStep step, ResourceStrategy strategy, RequestContext context, IKubernetesObject value, FieldErrors errors)
    {
        var metadata = value.Metadata;
        value = value.WithMetadata(metadata with
        {
            Name = metadata.Name.Length == 0 && metadata.GenerateName.Length > 0 ? metadata.GenerateName + "abcde" : metadata.Name,
            Namespace = step.Target.Resource.Namespaced ? GoldenStep.Namespace : metadata.Namespace,
            UID = "5a3d2c1e-0000-4000-8000-000000000001",
            SelfLink = "",
        });
        value = GoldenAdmission.Admit(strategy.PrepareForCreate(context, value));
        MetadataValidation.Validate(value.Metadata, step.Target.Resource.Namespaced, strategy.CheckName, errors);
        strategy.Validate(context, value, errors);
        return value;
    }

    private static IKubernetesObject Update(GoldenStep step, ResourceStrategy strategy, RequestContext context, IKubernetesObject value, FieldErrors errors)
    {
        var old = strategy.Default(Decode(step, step.Old!));
        var metadata = value.Metadata;
        value = value.WithMetadata(metadata with
        {
            Namespace = old.Metadata.Namespace,
            UID = metadata.UID.Length == 0 ? old.Metadata.UID : metadata.UID,
            CreationTimestamp = old.Metadata.CreationTimestamp,
            DeletionTimestamp = old.Metadata.DeletionTimestamp,
            DeletionGracePeriodSeconds = old.Metadata.DeletionGracePeriodSeconds,
            Generation = old.Metadata.Generation,
            ResourceVersion = metadata.ResourceVersion.Length == 0 && strategy.AllowsUnconditionalUpdate ? old.Metadata.ResourceVersion : metadata.ResourceVersion,
        });
        value = strategy.PrepareForUpdate(context, value, old);
        value = value is Pod pod && context.Subresource.Length == 0 ? GoldenAdmission.AdmitUpdate(pod, (Pod)old) : value;
        MetadataValidation.ValidateUpdate(value.Metadata, old.Metadata, errors);
        strategy.ValidateUpdate(context, value, old, errors);
        return value;
    }

    private static IKubernetesObject Decode(GoldenStep step, JsonObject body)
    {
        var text = MicroTimeForm().Replace(body.ToJsonString(RelaxedJson.Options), "$1:\"2026-01-02T03:04:05.000000Z\"");
        text = text.Replace("«time»", "2026-01-02T03:04:05Z", StringComparison.Ordinal).Replace("${ns}", GoldenStep.Namespace, StringComparison.Ordinal);
        return (IKubernetesObject)ApiCatalog.FindCodec(step.Target.Resource.Kind)!.ReadJson(Encoding.UTF8.GetBytes(text), new JsonReadContext());
    }

    [System.Text.RegularExpressions.GeneratedRegex("(\"(?:renewTime|acquireTime|eventTime|lastObservedTime)\"):\"«time»\"")]
    private static partial System.Text.RegularExpressions.Regex MicroTimeForm();
}
