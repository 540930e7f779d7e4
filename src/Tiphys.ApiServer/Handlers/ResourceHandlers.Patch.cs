using System.Text;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Storage;
using Tiphys.ApiServer.Validation;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Handlers;

/// <summary>What happens to unknown and duplicate fields.</summary>
internal enum FieldValidation
{
    /// <summary>They are told of in warnings.</summary>
    Warn,

    /// <summary>They are dropped in silence.</summary>
    Ignore,

    /// <summary>They fail the request.</summary>
    Strict,
}

/// <content>patch and scale.</content>
internal sealed partial class ResourceHandlers
{
    public async ValueTask<Written> PatchAsync(
        RequestContext context, ResourceInfo resource, string name, PatchInput patch, CancellationToken cancellationToken)
    {
        if (patch.ContentType == PatchInput.ApplyType)
        {
            return await ApplyAsync(context, resource, name, patch, cancellationToken);
        }

        var engine = server.PatchEngine ?? throw Unsupported(patch.ContentType);
        var value = await ChangeAsync(
            context,
            resource,
            name,
            patch.Manager,
            (_, entry) => OfRequest(context, resource, name, Patched(context, resource, engine, patch, StoredObject.Of(resource, entry))),
            cancellationToken);
        return new(value, false);
    }

    private async ValueTask<Written> ApplyAsync(
        RequestContext context, ResourceInfo resource, string name, PatchInput patch, CancellationToken cancellationToken)
    {
        var engine = server.ApplyEngine ?? throw Unsupported(patch.ContentType);
        IKubernetesObject Merge(IKubernetesObject? live, StoreEntry? entry)
        {
            var merged = engine.Apply(resource, live, entry, patch.Body, patch.Manager, patch.Force, context.Subresource, Time.Now(server.Clock));
            ReportDuplicates(context, patch);
            return live is null ? merged : OfRequest(context, resource, name, merged);
        }

        if (context.Subresource.Length == 0 && server.Store.Get(resource.Key(context.Namespace, name)) is null)
        {
            var fresh = Merge(null, null);
            if (fresh.Metadata.UID is { Length: > 0 } uid)
            {
                throw StatusErrors.Conflict(
                    resource.Group, resource.Plural, name, $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
            }

            return new(await CreateAsync(context, resource, Unversioned(OfRequest(context, resource, name, fresh)), null, cancellationToken), true);
        }

        return new(await ChangeAsync(context, resource, name, null, Merge, cancellationToken), false);
    }

    private static IKubernetesObject Patched(
        RequestContext context, ResourceInfo resource, IPatchEngine engine, PatchInput patch, StoredObject current)
    {
        using var writer = new JsonWriter();
        current.WriteJson(writer);
        var json = engine.Patch(resource, patch.ContentType, writer.ToArray(), patch.Body);
        var read = new JsonReadContext(patch.Validation != FieldValidation.Ignore);
        try
        {
            CheckKind(resource.Kind, json);
            var value = (IKubernetesObject)resource.Codec.ReadJson(json.Span, read);
            ReportProblems(context, patch, json, FieldProblems.Told([.. patch.Problems(), .. read.Problems]));
            return value;
        }
        catch (JsonDecodeException error)
        {
            throw new ApiException(Undecodable(json, patch.Describe(error.Message)).Status, error);
        }
    }

    // A patch may not make another kind of the object: upstream reads the result as what it says it is.
    private static void CheckKind(GroupVersionKind expected, ReadOnlyMemory<byte> json)
    {
        var (apiVersion, kind) = Pipeline.JsonKind.Read(json.Span);
        if (kind == expected.Kind && apiVersion == expected.ApiVersion)
        {
            return;
        }

        var found = GroupVersionKind.Of(apiVersion, kind);
        var problem = Pipeline.BodyTypes.Problem(expected, found);
        if (problem is not null)
        {
            ApiCatalog.FindCodec(found)?.ReadJson(json.Span, new JsonReadContext());
            throw Undecodable(json, problem);
        }
    }

    private static void ReportDuplicates(RequestContext context, PatchInput patch)
    {
        if (patch.Duplicates.Count > 0 && patch.Validation == FieldValidation.Strict)
        {
            throw StatusErrors.BadRequest($"error strict decoding YAML: error converting YAML to JSON: {Pipeline.YamlJson.Describe(patch.Duplicates)}");
        }

        foreach (var duplicate in patch.Validation == FieldValidation.Warn ? patch.Duplicates : [])
        {
            context.Warn(duplicate);
        }
    }

    private static void ReportProblems(RequestContext context, PatchInput patch, ReadOnlyMemory<byte> json, IReadOnlyList<string> problems)
    {
        if (problems.Count > 0 && patch.Validation == FieldValidation.Strict)
        {
            throw Undecodable(json, "strict decoding error: " + string.Join(", ", problems));
        }

        foreach (var problem in problems)
        {
            context.Warn(problem);
        }
    }

    private static ApiException Undecodable(ReadOnlyMemory<byte> json, string why)
    {
        var message = $"Invalid value: {FieldErrors.Quote(Encoding.UTF8.GetString(json.Span))}: {why}";
        var cause = new StatusCause { Type = "FieldValueInvalid", Message = message, Field = "patch" };
        return StatusErrors.Of(422, StatusReason.Invalid, $" \"\" is invalid: patch: {message}", new StatusDetails { Causes = [cause] });
    }

    private static ApiException Unsupported(string contentType) => StatusErrors.Of(
        415,
        StatusReason.UnsupportedMediaType,
        "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, "
        + $"application/strategic-merge-patch+json, application/apply-patch+yaml, not {contentType}",
        null);
}
