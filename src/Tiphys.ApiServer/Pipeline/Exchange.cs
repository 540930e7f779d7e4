using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Selectors;
using Tiphys.ApiServer.Storage;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>A request on one resource: its parameters and body as the handlers want them.</summary>
internal sealed class Exchange
{
    private const int MaxManagerBytes = 128;

    public Exchange(ApiServerCore server, ApiCall call, ResourceInfo resource)
    {
        Call = call;
        Resource = resource;
        Server = server;
        Writer = new ResponseWriter(server, call.Http);
        Format = MediaFormat.Negotiate(call.Http.Request, call.Request.Verb is "list" or "watch");
        Context = MakeContext(WriteOptions.IsDryRun(call.Http.Request.Query));
    }

    public ApiServerCore Server { get; }

    public ApiCall Call { get; }

    public ResourceInfo Resource { get; }

    public ResponseWriter Writer { get; }

    public MediaFormat Format { get; }

    public RequestContext Context { get; private set; }

    public CancellationToken Cancelled => Call.CancellationToken;

    /// <summary>Name of the field manager: what the client says, else its program's name.</summary>
    public string Manager
    {
        get
        {
            var named = Query("fieldManager");
            if (named.Length > 0)
            {
                return named;
            }

            var agent = Call.Http.Request.Headers.UserAgent.ToString();
            var slash = agent.IndexOf('/');
            var program = slash < 0 ? agent : agent[..slash];
            return program.Length == 0 ? "unknown" : program.Length > MaxManagerBytes ? program[..MaxManagerBytes] : program;
        }
    }

    /// <summary>A parameter of the query; given several times, the first counts.</summary>
    public string Query(string name) => RequestInfoParser.First(Call.Http.Request.Query, name);

    public ApiException NotSupported() => StatusErrors.Of(
        405, StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource", StatusDetails.Empty);

    public void RequireVerb(string verb)
    {
        var verbs = Context.Subresource.Length == 0 ? Resource.Definition.Verbs : Resource.Subresource(Context.Subresource)!.Verbs;
        if (!verbs.Contains(verb))
        {
            throw NotSupported();
        }
    }

    public async Task<object> ReadAsync(KindCodec codec)
    {
        var request = Call.Http.Request;
        var validation = BodyReader.Validation(request);
        var body = await BodyReader.ReadAsync(request, Cancelled);
        return BodyReader.Decode(Context, codec, BodyReader.MediaType(request), body, validation);
    }

    /// <summary>Checks what the query says of a create or an update.</summary>
    public void CheckWriteOptions(string kind) => WriteOptions.Check(kind, Call.Http.Request.Query);

    public async Task<PatchInput> ReadPatchAsync()
    {
        var request = Call.Http.Request;
        var type = BodyReader.MediaType(request);
        if (!PatchInput.Types.Contains(type))
        {
            throw UnknownPatch(type);
        }

        var body = await BodyReader.ReadAsync(request, Cancelled);
        var isApply = type == PatchInput.ApplyType;
        WriteOptions.CheckPatch(isApply, request.Query);
        var validation = BodyReader.Validation(request);
        if (isApply)
        {
            var duplicates = new List<string>();
            body = YamlJson.Convert(body.Span, duplicates);
            return new(type, body, Manager, RequestInfoParser.Flag(request.Query, "force"), validation) { Duplicates = duplicates };
        }

        return new(type, body, Manager, false, validation);
    }

    // Upstream's router takes a list of types of which one is a patch's; its handler does not.
    private static ApiException UnknownPatch(string type) => type.Split(',', StringSplitOptions.TrimEntries).Any(PatchInput.Types.Contains)
        ? StatusErrors.Of(
            415,
            StatusReason.UnsupportedMediaType,
            $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", PatchInput.Types)}",
            null)
        : StatusErrors.Of(415, StatusReason.UnsupportedMediaType, "415: Unsupported Media Type", StatusDetails.Empty);

    /// <summary>Options of a delete: the body's, which replaces the query altogether, or the query's.</summary>
    public async Task<DeleteOptions> ReadDeleteOptionsAsync()
    {
        var request = Call.Http.Request;
        var body = await BodyReader.ReadAsync(request, Cancelled);
        if (body.Length > 0)
        {
            var codec = ApiCatalog.FindCodec(new("", "v1", "DeleteOptions"))!;
            return (DeleteOptions)BodyReader.Decode(Context, codec, BodyReader.MediaType(request), body, FieldValidation.Ignore);
        }

        return new DeleteOptions
        {
            GracePeriodSeconds = Query("gracePeriodSeconds") is { Length: > 0 } grace ? Number("gracePeriodSeconds", grace) : null,
            PropagationPolicy = Query("propagationPolicy") is { Length: > 0 } policy ? policy : null,
            OrphanDependents = request.Query.ContainsKey("orphanDependents") ? RequestInfoParser.Flag(request.Query, "orphanDependents") : null,
            DryRun = [.. request.Query["dryRun"].Where(value => !string.IsNullOrEmpty(value)).Select(value => value!)],
        };
    }

    /// <summary>The context of a delete: whether it is a dry run, its options say.</summary>
    public RequestContext DryRunBy(DeleteOptions options)
    {
        var before = Context;
        Context = MakeContext(!options.DryRun.IsEmpty);
        foreach (var warning in before.Warnings)
        {
            Context.Warn(warning);
        }

        return Context;
    }

    /// <summary>Parameters of a list, checked.</summary>
    public ListQuery ListQuery()
    {
        var query = ReadListQuery();
        query.CheckList();
        return query;
    }

    /// <summary>Parameters of a watch, checked.</summary>
    public ListQuery WatchQuery()
    {
        var query = ReadListQuery().WithWatchDefaults();
        query.CheckWatch();
        return query;
    }

    private ListQuery ReadListQuery()
    {
        var query = Call.Http.Request.Query;
        var limit = query.ContainsKey("limit") ? Number("limit", Query("limit")) : 0;
        return new()
        {
            LabelSelector = Query("labelSelector"),
            FieldSelector = NamedSelector(),
            ResourceVersion = Query("resourceVersion"),
            ResourceVersionMatch = Query("resourceVersionMatch"),
            Limit = (int)Math.Clamp(limit, 0, int.MaxValue),
            Continue = Query("continue"),
            AllowBookmarks = RequestInfoParser.Flag(query, "allowWatchBookmarks"),
            SendInitialEvents = query.ContainsKey("sendInitialEvents") ? RequestInfoParser.Flag(query, "sendInitialEvents") : null,
        };
    }

    // A name in the path of a watch is a selector of that name.
    private string NamedSelector()
    {
        var (selector, name) = (Query("fieldSelector"), Call.Request.Name);
        if (name.Length == 0)
        {
            return selector;
        }

        return selector.Length == 0 ? $"metadata.name={name}"
            : FieldQuery.Parse(Resource, selector).Name == name ? selector
            : throw StatusErrors.BadRequest("fieldSelector metadata.name doesn't match requested name");
    }

    /// <summary>How long a watch lasts: as the client says, else 30 to 60 minutes, so that clients do not all come back at once.</summary>
    public TimeSpan Timeout()
    {
        var seconds = Query("timeoutSeconds") is { Length: > 0 } text ? Number("timeoutSeconds", text) : 0;
        return TimeSpan.FromSeconds(seconds > 0 ? seconds : Random.Shared.Next(1800, 3600));
    }

    public Task AnswerAsync(StoredObject value, int code)
    {
        Writer.AddWarnings(Context);
        return Writer.WriteAsync(value, code, Format);
    }

    private RequestContext MakeContext(bool dryRun) => new()
    {
        User = Call.User,
        Namespace = Resource.Namespaced ? Call.Request.Namespace : "",
        Subresource = Call.Request.Subresource,
        Verb = Call.Request.Verb,
        DryRun = dryRun,
        Clock = Server.Clock,
    };

    private static long Number(string name, string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw StatusErrors.BadRequest($"strconv.ParseInt: parsing {FieldErrors.Quote(text)}: invalid syntax ({name})");
}
