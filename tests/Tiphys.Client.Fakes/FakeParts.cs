using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Client.Fakes;

/// <summary>What a write may change, and what a deletion leaves, by the rules that all kinds share.</summary>
internal static class FakeParts
{
    private static readonly string[] AlwaysApart = ["apiVersion", "kind", "metadata", "status"];

    /// <summary>The object after a write: status apart from the rest, and a new generation when the rest changed.</summary>
    public static T Merge<T>(T old, T value, string? subresource, bool hasStatus)
        where T : class, IKubernetesObject<T>
    {
        var (before, after) = (Tree(old), Tree(value));
        var (merged, metadata) = subresource switch
        {
            "status" => (Take(before, after, "status"), old.Metadata),
            "finalize" => (Take(before, after, "spec"), old.Metadata),
            _ => (hasStatus ? Take(after, before, "status") : after, value.Metadata),
        };
        if (typeof(T) == typeof(Namespace) && subresource is null)
        {
            merged = Take(merged, before, "spec");
        }

        var changed = !merged.Filter(name => !AlwaysApart.Contains(name)).Equals(before.Filter(name => !AlwaysApart.Contains(name)));
        return ApiJson.Read<T>(merged.ToUtf8()).WithMetadata(metadata with
        {
            UID = old.Metadata.UID,
            ResourceVersion = old.Metadata.ResourceVersion,
            CreationTimestamp = old.Metadata.CreationTimestamp,
            DeletionTimestamp = old.Metadata.DeletionTimestamp,
            DeletionGracePeriodSeconds = old.Metadata.DeletionGracePeriodSeconds,
            Generation = old.Metadata.Generation + (changed && subresource != "finalize" ? 1 : 0),
        });
    }

    public static bool MayGo(IKubernetesObject value) =>
        value.Metadata.Finalizers.IsEmpty && value is not Namespace { Spec.Finalizers.IsEmpty: false } && value.Metadata.DeletionGracePeriodSeconds is null or 0;

    public static long GracePeriod(IKubernetesObject value, DeleteOptions options) =>
        value is Pod { Spec.NodeName.Length: > 0 } pod && pod.Status.Phase is not (PodPhase.Succeeded or PodPhase.Failed)
            ? options.GracePeriodSeconds ?? pod.Spec.TerminationGracePeriodSeconds ?? 30
            : 0;

    public static ApiList<string> Finalizers(IKubernetesObject value, DeleteOptions options)
    {
        var wanted = options.PropagationPolicy switch
        {
            DeletionPropagation.Orphan => "orphan",
            DeletionPropagation.Foreground => "foregroundDeletion",
            _ => null,
        };
        if (options.PropagationPolicy is null)
        {
            return value.Metadata.Finalizers;
        }

        var others = value.Metadata.Finalizers.Filter(finalizer => finalizer is not ("orphan" or "foregroundDeletion"));
        return wanted is null ? others : others.Add(wanted);
    }

    public static T MarkDeleted<T>(T value, Time when, long grace)
        where T : class, IKubernetesObject<T>
    {
        var marked = value.WithMetadata(value.Metadata with
        {
            DeletionTimestamp = value.Metadata.DeletionTimestamp ?? when,
            DeletionGracePeriodSeconds = grace,
        });
        return marked is Namespace ns ? (T)(object)(ns with { Status = ns.Status with { Phase = NamespacePhase.Terminating } }) : marked;
    }

    public static JsonMap Tree<T>(T value)
        where T : class, IKubernetesObject<T> => (JsonMap)JsonValue.Parse(ApiJson.Write(value));

    private static JsonMap Take(JsonMap into, JsonMap from, string name) => from[name] is { } part ? into.With(name, part) : into.Without(name);
}
