using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Proxying;

/// <summary>Reads the options of connecting subresources from a query, as upstream's parameter codec does.</summary>
internal static class ConnectQuery
{
    /// <summary>Options of <c>pods/log</c>.</summary>
    /// <exception cref="ApiException">400: it cannot be read; 422: it makes no sense.</exception>
    public static PodLogOptions Log(IQueryCollection query, string name)
    {
        var options = PodLogOptions.Empty with
        {
            Container = query["container"].FirstOrDefault() ?? "",
            Follow = Flag(query, "follow"),
            Previous = Flag(query, "previous"),
            Timestamps = Flag(query, "timestamps"),
            SinceSeconds = Number(query, "sinceSeconds"),
            SinceTime = Moment(query, "sinceTime"),
            TailLines = Number(query, "tailLines"),
            LimitBytes = Number(query, "limitBytes"),
            InsecureSkipTLSVerifyBackend = Flag(query, "insecureSkipTLSVerifyBackend"),
            Stream = query["stream"].FirstOrDefault(),
        };
        var errors = Validate(options);
        return errors.IsEmpty ? options : throw errors.ToException(new GroupVersionKind("", "v1", "PodLogOptions"), name);
    }

    /// <summary>A boolean: there, and neither <c>false</c> nor <c>0</c>.</summary>
    public static bool Flag(IQueryCollection query, string name) => query.TryGetValue(name, out var values)
        && !string.Equals(values.FirstOrDefault(), "false", StringComparison.OrdinalIgnoreCase) && values.FirstOrDefault() != "0";

    private static FieldErrors Validate(PodLogOptions options)
    {
        var errors = new FieldErrors();
        if (options.TailLines is < 0 and var lines)
        {
            errors.Invalid(FieldPath.Root("tailLines"), lines, "must be greater than or equal to 0");
        }

        if (options.LimitBytes is < 1 and var bytes)
        {
            errors.Invalid(FieldPath.Root("limitBytes"), bytes, "must be greater than 0");
        }

        if (options is { SinceSeconds: not null, SinceTime: not null })
        {
            errors.Forbidden(FieldPath.None, "at most one of `sinceTime` or `sinceSeconds` may be specified");
        }
        else if (options.SinceSeconds is < 1 and var seconds)
        {
            errors.Invalid(FieldPath.Root("sinceSeconds"), seconds, "must be greater than 0");
        }

        // One stream alone is behind a gate that 1.36 has off.
        if (options.Stream is not null)
        {
            errors.Forbidden(FieldPath.Root("stream"), "may not be specified");
        }

        return errors;
    }

    private static long? Number(IQueryCollection query, string name)
    {
        if (!query.TryGetValue(name, out var values) || values.FirstOrDefault() is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw StatusErrors.BadRequest($"strconv.ParseInt: parsing {FieldErrors.Quote(text)}: invalid syntax");
    }

    private static Time? Moment(IQueryCollection query, string name)
    {
        if (!query.TryGetValue(name, out var values) || values.FirstOrDefault() is not { Length: > 0 } text || text == "null")
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? new Time(moment)
            : throw StatusErrors.BadRequest($"parsing time {FieldErrors.Quote(text)} as \"2006-01-02T15:04:05Z07:00\": cannot parse {FieldErrors.Quote(text)} as \"2006\"");
    }
}
