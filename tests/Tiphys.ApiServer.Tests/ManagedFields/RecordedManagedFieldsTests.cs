using System.Text;
using Tiphys.Api;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.ManagedFields;
using Tiphys.ApiServer.Tests.Patching;

namespace Tiphys.ApiServer.Tests.ManagedFields;

/// <summary>The managers of objects as a real API server kept them.</summary>
public sealed class RecordedManagedFieldsTests
{
    private static readonly Time Now = Time.FromUnixSeconds(1_800_000_000);

    public static TheoryData<string> Files => [.. Conversations.Names("machinery/patch-"), .. Conversations.Names("machinery/apply-")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Write_gives_the_recorded_managers(string file)
    {
        var problems = new List<string>();
        foreach (var step in Conversations.Read(file).Where(IsPlainWrite))
        {
            var codec = RecordedPatchTests.Codec(step.Answer!)!;
            var live = step.Method == "POST" ? null : step.Live;
            var existing = ManagedFieldsUpdater.Choose(Entries(live), Sent(step), Subresource(step).Length > 0);
            var entries = ManagedFieldsUpdater.AfterUpdate(codec.Schema, live, Written(step), existing, Request(step));
            var (expected, found) = (Text(Entries(step.Answer)), Text(entries));
            if (expected != found)
            {
                problems.Add($"{step.Do}:\n  expected {expected}\n  found    {found}");
            }
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    // What the server itself fills in after the managers were computed is nobody's, and is not in the body that was sent.
    private static JsonMap Written(Step step) =>
        Conversations.Text(step.Answer!, "kind") == "Service" && step.Answer!["spec"] is JsonMap spec && step.Method == "POST"
            ? step.Answer.With("spec", spec.Filter(name => name is not ("clusterIP" or "clusterIPs" or "ipFamilies" or "ipFamilyPolicy")))
            : step.Answer!;

    private static bool IsPlainWrite(Step step) =>
        // Of the many updaters only some steps are recorded, so that it is not known what was there before.
        step.Do != "manager 10" && step.Method is "POST" or "PUT" or "PATCH" && !step.ContentType.Contains("apply", StringComparison.Ordinal)
        && step.Code is 200 or 201 && step.Answer is not null && step.Answer.Has("metadata") && (step.Method == "POST" || step.Live is not null)
        && RecordedPatchTests.Codec(step.Answer) is not null && Conversations.Text(step.Answer, "kind") is not "Scale";

    internal static string Subresource(Step step)
    {
        var parts = step.Path.Split('?')[0].Split('/');
        return parts[^1] is "status" or "ephemeralcontainers" or "resize" or "scale" or "approval" or "finalize" ? parts[^1] : "";
    }

    internal static FieldManagerRequest Request(Step step)
    {
        var subresource = Subresource(step);
        var query = step.Path.Split('?').ElementAtOrDefault(1)?.Split('&') ?? [];
        var manager = query.FirstOrDefault(part => part.StartsWith("fieldManager=", StringComparison.Ordinal))?["fieldManager=".Length..]
            ?? Conversations.Text(step.Headers, "User-Agent").Split('/')[0];
        var name = Uri.UnescapeDataString(manager.Length == 0 && !step.Headers.Has("User-Agent") ? "replay" : manager);
        return new FieldManagerRequest(name[..Math.Min(128, name.Length)], Conversations.Text(step.Answer!, "apiVersion"), subresource, Now)
        {
            ResetFields = subresource == "status" ? FieldSet.OfFields(["spec"]) : FieldSet.OfFields(["status"]),
        };
    }

    /// <summary>Entries of a recorded object; its times are placeholders.</summary>
    internal static ApiList<ManagedFieldsEntry> Entries(JsonMap? value) =>
        (value?["metadata"] as JsonMap)?["managedFields"] is JsonList entries ? Read(entries) : default;

    private static ApiList<ManagedFieldsEntry> Sent(Step step) =>
        step.Body is JsonMap body && (body["metadata"] as JsonMap)?["managedFields"] is JsonList entries ? Read(entries) : default;

    private static ApiList<ManagedFieldsEntry> Read(JsonList entries) =>
        [.. entries.Cast<JsonMap>().Select(entry => ApiJson.Read<ManagedFieldsEntry>(
            Encoding.UTF8.GetBytes(entry.Has("time") ? entry.With("time", "2026-01-01T00:00:00Z").ToString() : entry.ToString())))];

    internal static string Text(ApiList<ManagedFieldsEntry> entries) => string.Join(" | ", entries
        .Select(entry => $"{entry.Manager},{entry.Operation},{entry.APIVersion},{entry.Subresource},{entry.Time is null}:{FieldSet.FromJson(JsonValue.Parse(entry.FieldsV1!.Value.Utf8)).ToJson()}")
        .Order(StringComparer.Ordinal));
}
