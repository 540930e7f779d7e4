using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.Handlers;

/// <summary>Where a chunked list goes on: the revision of the whole list and the last key of the chunk before. Opaque to clients.</summary>
internal readonly record struct ContinueToken(long Revision, string LastKey)
{
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"1:{Revision}:{LastKey}")));

    public static ContinueToken Parse(string text)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(':', 3);
            if (parts.Length == 3 && parts[0] == "1" && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var revision))
            {
                return new(revision, parts[2]);
            }
        }
        catch (FormatException error)
        {
            throw Invalid(error);
        }

        throw Invalid(null);
    }

    private static ApiException Invalid(FormatException? inner)
    {
        var error = StatusErrors.BadRequest("continue key is not valid: unable to decode the token");
        return inner is null ? error : new ApiException(error.Status, inner);
    }
}
