using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Lists and maps of limited size; one that is too long is not looked into.</summary>
internal static class ItemChecks
{
    /// <summary>Checks the size of a list, then each item.</summary>
    public static void CheckItems<T>(this FieldErrors errors, FieldPath path, ApiList<T> items, int limit, Action<T, FieldPath> check)
    {
        if (items.Count > limit)
        {
            errors.TooMany(path, items.Count, limit);
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            check(items[i], path.Index(i));
        }
    }

    /// <summary>Checks a list in which no key may occur twice.</summary>
    public static void CheckSet<T>(
        this FieldErrors errors, FieldPath path, ApiList<T> items, int limit, Action<T, FieldPath> check, Func<T, string> key, Func<string, string>? shown = null)
    {
        errors.CheckItems(path, items, limit, check);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; items.Count <= limit && i < items.Count; i++)
        {
            if (!seen.Add(key(items[i])))
            {
                errors.Add(new(FieldErrorType.FieldValueDuplicate, path.Index(i).ToString(), (shown ?? FieldErrors.Quote)(key(items[i])), ""));
            }
        }
    }

    /// <summary>Checks keys and values of a map; errors of a key stand at the map, long keys are shortened in paths.</summary>
    public static void CheckEntries<T>(
        this FieldErrors errors, FieldPath path, ApiMap<T> map, int limit, int shownKeyLength, Action<string, FieldPath> checkKey, Action<T, FieldPath> check)
    {
        if (map.Count > limit)
        {
            errors.TooMany(path, map.Count, limit);
            return;
        }

        foreach (var (key, value) in map)
        {
            checkKey(key, path);
            check(value, path.Key(Shortened(key, shownKeyLength)));
        }
    }

    private static string Shortened(string text, int length) =>
        text.Length <= length ? text : string.Concat(text.AsSpan(0, (length - 2) / 2), "...", text.AsSpan(text.Length - ((length - 3) / 2)));
}
